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
 * Which days of which channels a run has answers for, report by report. An answer by day speaks for
 * the days from the first to the last it has rows of; the days asked outside of these have no row
 * yet, unless rows of them are stored.
 */
public final class Coverage {
  private final Map<String, ReportCoverage> reports = new HashMap<>();
  private final Map<String, TimeGrain> cuts = new HashMap<>();
  private final StoredDays stored;

  /**
   * Coverage without an outcome yet.
   *
   * @param definitions tell how reports are cut in time; those of others are taken to be by day
   * @param stored tells which days without a row are not confirmed
   */
  public Coverage(Collection<ReportDefinition> definitions, StoredDays stored) {
    definitions.forEach(report -> cuts.put(report.name(), report.every()));
    this.stored = stored;
  }

  /** Takes the outcome of one request. */
  public void add(Outcome outcome) {
    DateRange asked = new DateRange(outcome.startDate(), outcome.endDate());
    ChannelCoverage channel =
        reports
            .computeIfAbsent(
                outcome.report(),
                report ->
                    new ReportCoverage(report, cuts.getOrDefault(report, TimeGrain.DAY), asked))
            .asked(ChannelName.of(outcome), asked);
    switch (outcome.status()) {
      case FAILED -> channel.mark(asked, DayState.FAILED);
      case DEFERRED -> channel.mark(asked, DayState.DEFERRED);
      case EMPTY -> withoutRows(channel, outcome, asked);
      case OK -> answered(channel, outcome, asked, DayState.ANSWERED);
      case TRUNCATED -> answered(channel, outcome, asked, DayState.TRUNCATED);
    }
  }

  private void answered(ChannelCoverage channel, Outcome outcome, DateRange asked, DayState state) {
    LocalDate from = Objects.requireNonNull(outcome.answeredFrom());
    LocalDate through = Objects.requireNonNull(outcome.answeredThrough());
    channel.mark(new DateRange(from, through), state);
    if (asked.first().isBefore(from)) {
      withoutRows(channel, outcome, new DateRange(asked.first(), from.minusDays(1)));
    }
    if (asked.last().isAfter(through)) {
      withoutRows(channel, outcome, new DateRange(through.plusDays(1), asked.last()));
    }
  }

  /** No answer without rows empties a table: what is stored of these days stays. */
  private void withoutRows(ChannelCoverage channel, Outcome outcome, DateRange days) {
    channel.mark(days, DayState.EMPTY);
    stored
        .of(outcome, days)
        .forEach(day -> channel.mark(new DateRange(day, day), DayState.UNCONFIRMED));
  }

  /** The days of a report, if any were asked for. */
  public Optional<ReportCoverage> of(String report) {
    return Optional.ofNullable(reports.get(report));
  }

  /** The states of all reports, with how many days, months and ranges are in each. */
  public DayCounts count() {
    DayCounts counts = new DayCounts();
    reports.values().forEach(report -> counts.add(report.count()));
    return counts;
  }

  /** How many channel days, months or ranges of the reports that are cut so are in each state. */
  public DayCounts count(TimeGrain every) {
    DayCounts counts = new DayCounts();
    reports.values().stream()
        .filter(report -> report.every() == every)
        .forEach(report -> counts.add(report.count()));
    return counts;
  }
}
