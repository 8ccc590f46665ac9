// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expiration that a dataset gives to new tables: rows would vanish without an error, those of
 * old days on arrival. A table created for such a dataset is refused, as is a table that expires.
 *
 * <p>Source: {@code defaultPartitionExpirationMs} and {@code defaultTableExpirationMs} of
 * https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets
 *
 * @param partitionMs milliseconds from a partition's day to its deletion; null for none
 * @param tableMs milliseconds from a table's creation to its deletion; null for none. It applies to
 *     a partitioned table only if {@code partitionMs} is null
 */
record DatasetExpiration(DatasetName dataset, @Nullable Long partitionMs, @Nullable Long tableMs) {

  static DatasetExpiration of(DatasetName dataset, Dataset properties) {
    return new DatasetExpiration(
        dataset,
        properties.getDefaultPartitionExpirationMs(),
        properties.getDefaultTableExpirationMs());
  }

  /**
   * Checks that a new table of this shape would not expire.
   *
   * @throws BigQueryException if it would
   */
  void requireNoneFor(TableShape shape) {
    boolean partitioned = shape.partition() != null && partitionMs != null;
    if (!partitioned && tableMs == null) {
      return;
    }
    List<String> properties = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    if (partitionMs != null) {
      properties.add(
          "partitions %s after their day (defaultPartitionExpirationMs)"
              .formatted(days(partitionMs)));
      flags.add("--default_partition_expiration 0");
    }
    if (tableMs != null) {
      properties.add(
          "tables %s after their creation (defaultTableExpirationMs)".formatted(days(tableMs)));
      flags.add("--default_table_expiration 0");
    }
    throw new BigQueryException(
        "dataset %s deletes new %s, so the rows of %s would vanish: run 'bq update %s %s', then this again"
            .formatted(
                dataset,
                String.join(" and ", properties),
                shape.name(),
                String.join(" ", flags),
                dataset));
  }

  /**
   * Checks that an existing table does not expire.
   *
   * @throws BigQueryException if it does
   */
  static void requireNoneOf(String table, Table found) {
    Long partition =
        found.getTimePartitioning() == null ? null : found.getTimePartitioning().getExpirationMs();
    Long end = found.getExpirationTime();
    if (partition == null && end == null) {
      return;
    }
    throw new BigQueryException(
        partition != null
            ? "table %s deletes partitions %s after their day (expirationMs), so its rows vanish: run 'bq update --time_partitioning_expiration -1 %s', then this again"
                .formatted(table, days(partition), table)
            : "table %s is deleted at %s (expirationTime): run 'bq update --expiration 0 %s', then this again"
                .formatted(table, Instant.ofEpochMilli(end), table));
  }

  private static String days(long milliseconds) {
    Duration time = Duration.ofMillis(milliseconds);
    return time.toDays() > 0 ? time.toDays() + " days" : time.toHours() + " hours";
  }
}
