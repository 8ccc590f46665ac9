// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** Counts outcomes and their rows, on the thread of a step. */
final class OutcomeCounters {
  private static final Counter ROWS = Metrics.counter(AnalytixIO.class, Counters.ROWS);

  private OutcomeCounters() {}

  static void count(Outcome outcome) {
    ROWS.inc(outcome.rows());
    Metrics.counter(AnalytixIO.class, Counters.outcomes(outcome.status())).inc();
    Cause cause = outcome.cause();
    if (outcome.status() == Status.FAILED && cause != null) {
      Metrics.counter(AnalytixIO.class, Counters.failures(cause)).inc();
    }
  }
}
