// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.internal.bulk.BulkDays;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.time.LocalDate;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** Counts outcomes and their rows, and the states of bulk jobs, on the thread of a step. */
final class OutcomeCounters {
  private static final Counter ROWS = Metrics.counter(AnalytixIO.class, Counters.ROWS);

  /** A missing day is news for so long. */
  private static final int RECENT_DAYS = 14;

  private OutcomeCounters() {}

  static void count(BulkJobStatus job) {
    LocalDate recent = BulkDays.pacific(job.asOf()).minusDays(RECENT_DAYS);
    count(
        Counters.BULK_DAYS_MISSING,
        job.missing().stream().filter(day -> !day.isBefore(recent)).count());
    count(Counters.BULK_DAYS_HEADER_ONLY, job.headerOnly());
    count(Counters.BULK_DAYS_REPLACED, job.replaced());
    count(Counters.BULK_DAYS_UNCONFIRMED, job.unconfirmed());
    count(Counters.BULK_JOBS_WITHOUT_RECENT_ROWS, job.rowsEnded() ? 1 : 0);
    count(Counters.BULK_JOBS_LOSING_FILES, job.isLosingFiles() ? 1 : 0);
    count(Counters.BULK_JOBS_EXPIRING, job.expiresAt() == null ? 0 : 1);
    count(Counters.BULK_ACCOUNTS_WITHOUT_ROWS, job.accountWithoutRows() ? 1 : 0);
  }

  private static void count(String counter, long increment) {
    Metrics.counter(AnalytixIO.class, counter).inc(increment);
  }

  static void count(Outcome outcome) {
    ROWS.inc(outcome.rows());
    Metrics.counter(AnalytixIO.class, Counters.outcomes(outcome.status())).inc();
    Cause cause = outcome.cause();
    if (outcome.status() == Status.FAILED && cause != null) {
      Metrics.counter(AnalytixIO.class, Counters.failures(cause)).inc();
    }
  }
}
