// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * The staging tables of a run. The run drops them at its end; the next run drops those of a failed
 * run; otherwise they expire.
 */
final class StagingTables {
  /** Prefix of their names, which no report may have. */
  static final String PREFIX = "analytix_staging_";

  /** Much longer than a run takes. */
  private static final Duration EXPIRY = Duration.ofDays(7);

  private StagingTables() {}

  /**
   * The name of a staging table.
   *
   * @param token token of the run that holds the lock
   */
  static String name(String token, String table) {
    return PREFIX + token.replace('-', '_') + "_" + table;
  }

  /**
   * Creates a staging table. The expiration is set on the table, because that of partitions counts
   * from the days of the rows.
   */
  static void create(DatasetClient client, Clock clock, String token, TableShape shape)
      throws IOException {
    String name = name(token, shape.name());
    client.create(
        TableResources.of(shape.staged(name))
            .setTableReference(client.reference(name))
            .setExpirationTime(clock.instant().plus(EXPIRY).toEpochMilli()));
  }

  /** Drops the tables of all other runs; the caller must hold the lock. */
  static void sweep(DatasetClient client, String token) throws IOException {
    String own = name(token, "");
    for (String name : client.tables(PREFIX)) {
      if (!name.startsWith(own)) {
        client.drop(name);
      }
    }
  }

  /** Drops the tables of this run. */
  static void drop(DatasetClient client, String token) throws IOException {
    for (String name : client.tables(name(token, ""))) {
      client.drop(name);
    }
  }
}
