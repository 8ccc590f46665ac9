// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.time.LocalDate;

/** Says what a back-fill adds to a run. */
public final class Backfill {
  private Backfill() {}

  /**
   * The line about the back-fill of a plan or run.
   *
   * @param requests the number of requests that answer days before the usual ones
   */
  public static String line(LocalDate from, long requests) {
    return "Back-fill from "
        + from
        + ": "
        + (requests == 0
            ? "nothing to add, every day since then has a response."
            : Plurals.of(requests, "request") + " for earlier days without a response.");
  }
}
