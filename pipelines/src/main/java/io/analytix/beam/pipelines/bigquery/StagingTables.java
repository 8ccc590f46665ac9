// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * The tables of a run that soon go: they are dropped when it ends, swept by the next run if it
 * broke, and expire by themselves if there is no next run.
 */
final class StagingTables {
  /** Every one's name begins so, and no report's. */
  static final String PREFIX = "analytix_staging_";

  /** Far longer than a run takes from its first row to its last statement. */
  private static final Duration LIFE = Duration.ofDays(7);

  private StagingTables() {}

  /**
   * The name of one.
   *
   * @param token of the run that holds the lock
   */
  static String name(String token, String table) {
    return PREFIX + token.replace('-', '_') + "_" + table;
  }

  /**
   * Makes one; the expiry is the table's, as that of partitions would count from the rows' days.
   */
  static void create(DatasetClient client, Clock clock, String token, TableShape shape)
      throws IOException {
    String name = name(token, shape.name());
    client.create(
        TableResources.of(shape.staged(name))
            .setTableReference(client.reference(name))
            .setExpirationTime(clock.instant().plus(LIFE).toEpochMilli()));
  }

  /** Drops those of all other runs; only for who holds the lock. */
  static void sweep(DatasetClient client, String token) throws IOException {
    String own = name(token, "");
    for (String name : client.tables(PREFIX)) {
      if (!name.startsWith(own)) {
        client.drop(name);
      }
    }
  }

  /** Drops those of this run. */
  static void drop(DatasetClient client, String token) throws IOException {
    for (String name : client.tables(name(token, ""))) {
      client.drop(name);
    }
  }
}
