// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Status;

/**
 * How a run went, in a glance.
 *
 * @param tone {@code good}, {@code waiting} or {@code bad}
 */
record Verdict(String tone, String badge, String sentence) {
  static Verdict of(RunFacts facts, ReportTotals totals) {
    long all = totals.outcomes();
    long failed = totals.count(Status.FAILED);
    long deferred = totals.count(Status.DEFERRED);
    Long planned = facts.planned();
    if (planned != null && all < planned) {
      return new Verdict(
          "bad",
          "Broken off",
          Words.number(planned - all)
              + " of "
              + Words.count(planned, "request")
              + " have no outcome");
    }
    if (failed > 0) {
      return new Verdict("bad", "Failures", ofAll(failed, all) + " failed");
    }
    if (deferred > 0) {
      return new Verdict("waiting", "Deferred", ofAll(deferred, all) + " wait for quota");
    }
    return all == 0
        ? new Verdict("waiting", "Nothing", "Nothing was asked")
        : new Verdict("good", "Complete", "Every request was answered");
  }

  private static String ofAll(long part, long all) {
    return Words.number(part) + " of " + Words.count(all, "request");
  }
}
