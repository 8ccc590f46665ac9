// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which days of which channels a run has answers for, report by report. An answer by day speaks for
 * the days from the first to the last it has rows of; the days asked outside of these count as
 * empty. Requests for months or ranges count for each of their days.
 */
public final class Coverage {
  private final Map<String, ReportCoverage> reports = new HashMap<>();
  private final StoredDays stored;

  /** Coverage without an outcome yet. */
  public Coverage(StoredDays stored) {
    this.stored = stored;
  }

  /** Takes the outcome of one request. */
  public void add(Outcome outcome) {
    DateRange asked = new DateRange(outcome.startDate(), outcome.endDate());
    ChannelCoverage channel =
        reports
            .computeIfAbsent(outcome.report(), report -> new ReportCoverage(report, asked))
            .asked(ChannelName.of(outcome), asked);
    channel.mark(asked, unanswered(outcome.status()));
    LocalDate from = outcome.answeredFrom();
    LocalDate through = outcome.answeredThrough();
    if (from != null && through != null) {
      channel.mark(new DateRange(from, through), answered(outcome.status()));
    }
    if (outcome.status() == Status.EMPTY) {
      stored.of(outcome).stream()
          .filter(asked::contains)
          .forEach(day -> channel.mark(new DateRange(day, day), DayState.UNCONFIRMED));
    }
  }

  /** The days of a report, if any were asked for. */
  public Optional<ReportCoverage> of(String report) {
    return Optional.ofNullable(reports.get(report));
  }

  /** How many channel days of all reports are in each state. */
  public DayCounts count() {
    DayCounts counts = new DayCounts();
    reports.values().forEach(report -> counts.add(report.count()));
    return counts;
  }

  private static DayState unanswered(Status status) {
    return switch (status) {
      case FAILED -> DayState.FAILED;
      case DEFERRED -> DayState.DEFERRED;
      case OK, TRUNCATED, EMPTY -> DayState.EMPTY;
    };
  }

  private static DayState answered(Status status) {
    return status == Status.TRUNCATED ? DayState.TRUNCATED : DayState.ANSWERED;
  }
}
