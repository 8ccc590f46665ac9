// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Status;

/**
 * The status of a run in one sentence.
 *
 * @param tone {@code good}, {@code waiting} or {@code bad}
 */
record RunStatus(String tone, String badge, String sentence) {
  static RunStatus of(RunFacts facts, RunSummary summary) {
    ReportTotals totals = summary.totals();
    long all = totals.outcomes();
    long failed = totals.count(Status.FAILED);
    long deferred = totals.count(Status.DEFERRED);
    Long planned = facts.planned();
    if (planned != null && all < planned) {
      return new RunStatus(
          "bad",
          "Incomplete",
          PageFormat.number(planned - all)
              + " of "
              + PageFormat.count(planned, "request")
              + " have no outcome");
    }
    if (failed > 0) {
      return new RunStatus("bad", "Failures", ofAll(failed, all) + " failed");
    }
    if (deferred > 0) {
      return new RunStatus("waiting", "Deferred", ofAll(deferred, all) + " are deferred");
    }
    if (all == 0) {
      return summary.jobs().isEmpty()
          ? new RunStatus("waiting", "Nothing", "No request was sent")
          : new RunStatus("good", "Complete", "There is no new bulk file");
    }
    return new RunStatus("good", "Complete", "Every request was answered");
  }

  private static String ofAll(long part, long all) {
    return PageFormat.number(part) + " of " + PageFormat.count(all, "request");
  }
}
