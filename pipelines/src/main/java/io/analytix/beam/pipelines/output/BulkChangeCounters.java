// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Counters;
import io.analytix.beam.outcome.Outcome;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** Counts what newer bulk files changed, once it is known. */
public final class BulkChangeCounters {
  private static final Counter ROWS = Metrics.counter(AnalytixIO.class, Counters.BULK_ROWS_CHANGED);
  private static final Counter DAYS =
      Metrics.counter(AnalytixIO.class, Counters.BULK_DAYS_RESTATED);

  private BulkChangeCounters() {}

  /** Counts the outcome of a file, on the thread of a step. */
  public static void count(Outcome outcome) {
    ROWS.inc(outcome.changed());
    DAYS.inc(outcome.changed() * 10 > outcome.rows() ? 1 : 0);
  }
}
