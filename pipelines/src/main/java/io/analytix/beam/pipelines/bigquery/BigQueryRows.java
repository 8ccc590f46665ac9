// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.output.StoredRows;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The rows of a dataset while its lock is held to forget some. */
final class BigQueryRows implements StoredRows {
  private final OpenDataset dataset;
  private final LockOwner lockOwner;

  private BigQueryRows(OpenDataset dataset, LockOwner lockOwner) {
    this.dataset = dataset;
    this.lockOwner = lockOwner;
  }

  /**
   * Takes the lock of a dataset.
   *
   * @throws BigQueryException if it has no tables of this sink or a run writes to it
   * @throws IOException if BigQuery cannot be reached
   */
  static BigQueryRows in(String name, PipelineOptions options) throws IOException {
    OpenDataset dataset =
        OpenDataset.of(DatasetPlan.of(name, List.of(), CompatibilityViews.NONE), options);
    if (dataset.client().find(TableShape.OUTCOMES).isEmpty()) {
      throw new BigQueryException(
          "dataset "
              + name
              + " has no tables, so there are no rows to delete: check --outputDataset");
    }
    LockOwner owner = LockOwner.of(RunTokens.draw(), false, options);
    dataset.take(owner, false);
    return new BigQueryRows(dataset, owner);
  }

  @Override
  public long forget(ChannelIdentity channel, Set<String> tables) throws IOException {
    return delete(
        tables,
        "%s = %s AND %s"
            .formatted(
                ReportSchema.CHANNEL_ID,
                SqlText.text(channel.channelId()),
                isOf(channel.contentOwner())));
  }

  @Override
  public long forgetContentOwner(String contentOwner) throws IOException {
    return delete(Set.of(), isOf(contentOwner));
  }

  private static String isOf(@Nullable String contentOwner) {
    return contentOwner == null
        ? ReportSchema.CONTENT_OWNER + " IS NULL"
        : ReportSchema.CONTENT_OWNER + " = " + SqlText.text(contentOwner);
  }

  private long delete(Set<String> tables, String condition) throws IOException {
    long rows = 0;
    for (String name : dataset.client().tables("")) {
      Optional<Table> table =
          tables.isEmpty() || tables.contains(name)
              ? dataset.client().find(name)
              : Optional.empty();
      if (table.isPresent()
          && !ReportTables.label(table.get(), ReportTables.DEFINITION).isEmpty()) {
        String statement =
            "DELETE FROM %s WHERE %s".formatted(dataset.client().dataset().table(name), condition);
        rows += dataset.jobs().change("analytix_forget_" + RunTokens.draw(), statement).deleted();
      }
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      dataset.lock().release(lockOwner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
