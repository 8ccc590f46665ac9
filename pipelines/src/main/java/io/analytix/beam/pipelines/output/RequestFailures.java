// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.report.SnapshotHistory;
import java.util.List;

/** Which outcomes count when a job fails above a percentage of failed requests. */
public final class RequestFailures {
  private RequestFailures() {}

  /**
   * Whether the request of an outcome failed; empty if none was due, because the day was unchanged
   * or the rows are derived from another response.
   */
  public static List<Boolean> of(Outcome outcome) {
    return outcome.status() == Status.UNCHANGED || isDerived(outcome)
        ? List.of()
        : List.of(outcome.status() == Status.FAILED);
  }

  /** Whether it is of stored rows that no request was sent for: those of a history. */
  public static boolean isDerived(Outcome outcome) {
    return SnapshotHistory.isPossibleName(outcome.report())
        && outcome.status().hasRows()
        && outcome.requests() == 0;
  }
}
