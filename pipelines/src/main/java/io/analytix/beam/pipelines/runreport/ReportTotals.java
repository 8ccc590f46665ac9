// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.util.EnumMap;
import java.util.Map;

/** The outcomes of a report, or of a run, by status; their rows and requests. */
public final class ReportTotals {
  private final Map<Status, Long> outcomes = new EnumMap<>(Status.class);
  private long rows;
  private long requests;
  private long retries;

  ReportTotals() {}

  void add(Outcome outcome) {
    outcomes.merge(outcome.status(), 1L, Long::sum);
    rows += outcome.status().hasRows() ? outcome.rows() : 0;
    requests += outcome.requests();
    retries += outcome.retries();
  }

  /** These totals without {@code part} of them. */
  public ReportTotals without(ReportTotals part) {
    ReportTotals rest = new ReportTotals();
    outcomes.forEach((status, count) -> rest.outcomes.put(status, count - part.count(status)));
    rest.rows = rows - part.rows;
    rest.requests = requests - part.requests;
    rest.retries = retries - part.retries;
    return rest;
  }

  /** The outcomes of this status. */
  public long count(Status status) {
    return outcomes.getOrDefault(status, 0L);
  }

  /** All outcomes. */
  public long outcomes() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The number of rows in the responses. */
  public long rows() {
    return rows;
  }

  /** The number of sent requests, including retries. */
  public long requests() {
    return requests;
  }

  /** The number of retries. */
  public long retries() {
    return retries;
  }
}
