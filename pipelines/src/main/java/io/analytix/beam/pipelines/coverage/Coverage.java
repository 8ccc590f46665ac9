// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The days that the responses of a run cover, by report and channel. The response of a report by
 * day covers the days from its first to its last row. Requested days outside these have no rows,
 * unless rows for them are already stored.
 */
public final class Coverage {
  private final Map<String, ReportCoverage> reports = new HashMap<>();
  private final Map<String, TimeGrain> cuts = new HashMap<>();
  private final StoredDays stored;

  /**
   * Coverage without outcomes.
   *
   * @param definitions their time grains; reports that are not among them are by day
   * @param stored finds the days without a row in the response that have stored rows
   */
  public Coverage(Collection<ReportDefinition> definitions, StoredDays stored) {
    definitions.forEach(report -> cuts.put(report.name(), report.every()));
    this.stored = stored;
  }

  /** Adds the outcome of one request. */
  public void add(Outcome outcome) {
    DateRange requested = new DateRange(outcome.startDate(), outcome.endDate());
    ChannelCoverage channel =
        reports
            .computeIfAbsent(
                outcome.report(),
                report ->
                    new ReportCoverage(report, cuts.getOrDefault(report, TimeGrain.DAY), requested))
            .requested(ChannelName.of(outcome), requested);
    switch (outcome.status()) {
      case FAILED -> channel.mark(requested, DayState.FAILED);
      case DEFERRED -> channel.mark(requested, DayState.DEFERRED);
      case EMPTY -> withoutRows(channel, outcome, requested);
      case UNCHANGED ->
          channel.mark(
              requested,
              outcome.answeredFrom() == null ? DayState.EMPTY : DayState.ANSWERED_EARLIER);
      case OK -> answered(channel, outcome, requested, DayState.ANSWERED);
      case TRUNCATED -> answered(channel, outcome, requested, DayState.TRUNCATED);
    }
  }

  private void answered(
      ChannelCoverage channel, Outcome outcome, DateRange requested, DayState state) {
    LocalDate from = Objects.requireNonNull(outcome.answeredFrom());
    LocalDate through = Objects.requireNonNull(outcome.answeredThrough());
    channel.mark(new DateRange(from, through), state);
    if (requested.first().isBefore(from)) {
      withoutRows(channel, outcome, new DateRange(requested.first(), from.minusDays(1)));
    }
    if (requested.last().isAfter(through)) {
      withoutRows(channel, outcome, new DateRange(through.plusDays(1), requested.last()));
    }
  }

  /** A response without rows deletes nothing: stored rows of these days stay. */
  private void withoutRows(ChannelCoverage channel, Outcome outcome, DateRange days) {
    channel.mark(days, DayState.EMPTY);
    stored
        .of(outcome, days)
        .forEach(day -> channel.mark(new DateRange(day, day), DayState.UNCONFIRMED));
  }

  /** The days of a report, if any were requested. */
  public Optional<ReportCoverage> of(String report) {
    return Optional.ofNullable(reports.get(report));
  }

  /** The number of days, months and ranges in each state, over all reports. */
  public DayCounts count() {
    DayCounts counts = new DayCounts();
    reports.values().forEach(report -> counts.add(report.count()));
    return counts;
  }

  /**
   * The number of channel days, months or ranges in each state, over the reports of a time grain.
   */
  public DayCounts count(TimeGrain every) {
    DayCounts counts = new DayCounts();
    reports.values().stream()
        .filter(report -> report.every() == every)
        .forEach(report -> counts.add(report.count()));
    return counts;
  }
}
