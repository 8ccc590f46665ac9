// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * The temporary tables of a run. The run drops them at its end; the next run drops those of a
 * broken run; and they expire.
 */
final class StagingTables {
  /** Prefix of their names, which no report's name has. */
  static final String PREFIX = "analytix_staging_";

  /** Much longer than the time from a run's first row to its last statement. */
  private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

  private StagingTables() {}

  /**
   * The name of a staging table.
   *
   * @param token token of the run that holds the lock
   */
  static String name(String token, String table) {
    return PREFIX + token.replace('-', '_') + "_" + table;
  }

  /** Creates a staging table. The table expires, as partitions would expire by the rows' days. */
  static void create(DatasetClient client, Clock clock, String token, TableShape shape)
      throws IOException {
    String name = name(token, shape.name());
    client.create(
        TableResources.of(shape.staged(name))
            .setTableReference(client.reference(name))
            .setExpirationTime(clock.instant().plus(TIME_TO_LIVE).toEpochMilli()));
  }

  /** Drops the staging tables of all other runs; only for the holder of the lock. */
  static void sweep(DatasetClient client, String token) throws IOException {
    String own = name(token, "");
    for (String name : client.tables(PREFIX)) {
      if (!name.startsWith(own)) {
        client.drop(name);
      }
    }
  }

  /** Drops the staging tables of this run. */
  static void drop(DatasetClient client, String token) throws IOException {
    for (String name : client.tables(name(token, ""))) {
      client.drop(name);
    }
  }
}
