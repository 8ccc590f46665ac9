// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.report.ReportDefinition;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Splits a run into shards and a shard into requests. The same input gives the same list, on every
 * worker and in the command {@code plan}.
 */
public final class ShardPlanner implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MAX_REQUESTS_PER_SHARD = 31;

  private final LinkedHashMap<String, ReportDefinition> reports = new LinkedHashMap<>();
  private final RunDates dates;
  private final RefetchRule rule;

  /** Names of the reports whose responses decide about requests of others; usually none or one. */
  private final HashSet<String> totals = new HashSet<>();

  /** A planner of these reports, in this order, that requests all days. */
  public ShardPlanner(List<ReportDefinition> reports, RunDates dates) {
    this(reports, dates, Refetch.ALWAYS);
  }

  /** A planner of these reports, in this order. */
  public ShardPlanner(List<ReportDefinition> reports, RunDates dates, Refetch refetch) {
    for (ReportDefinition report : reports) {
      if (this.reports.put(report.name(), report) != null) {
        throw new IllegalArgumentException("report '" + report.name() + "' is given twice");
      }
      check(report, dates);
    }
    this.dates = dates;
    this.rule = new RefetchRule(refetch, dates);
    if (reports.stream().anyMatch(rule::appliesTo)) {
      reports.stream()
          .filter(RefetchRule::areTotals)
          .map(ReportDefinition::name)
          .forEach(totals::add);
    }
  }

  private static void check(ReportDefinition report, RunDates dates) {
    if (dates.of(report).isEmpty() && dates.first() != null) {
      throw new IllegalArgumentException(
          "report '%s' is by month, but %s..%s has no complete month: widen the dates"
              .formatted(report.name(), dates.first(), dates.last()));
    }
  }

  /** A channel's shards without earlier runs. */
  public List<Shard> plan(ChannelRef channel) {
    return plan(channel, EarlierOutcomes.NONE);
  }

  /**
   * A channel's shards, one per report; none of a report by month if no month ends in its look-back
   * window; one per month if a report would need more than 31 requests. Monetary reports come last:
   * the results of the others show whether a refusal concerns the channel or only its money. The
   * totals of days come before the one-day requests that they decide about.
   *
   * @param past decides where the back-fill of each report of the channel begins
   */
  public List<Shard> plan(ChannelRef channel, EarlierOutcomes past) {
    List<Shard> shards = new ArrayList<>();
    for (ReportDefinition report : inOrder()) {
      days(channel, report, past)
          .ifPresent(
              days ->
                  pieces(report, days)
                      .forEach(piece -> shards.add(new Shard(channel, report.name(), piece))));
    }
    return List.copyOf(shards);
  }

  /** The days from the first one of the back-fill without a response; usually the usual days. */
  private Optional<DateRange> days(
      ChannelRef channel, ReportDefinition report, EarlierOutcomes past) {
    Optional<LocalDate> missing =
        dates
            .backfill(report)
            .flatMap(
                days -> new AnsweredDays(past.latestByDates(channel, report)).firstMissing(days));
    return missing.isPresent() ? dates.since(missing.get(), report) : dates.of(report);
  }

  /**
   * A checkpoint waits for the started shards, so a long one is split; at months, because no two
   * shards may write the same file.
   */
  private static Stream<DateRange> pieces(ReportDefinition report, DateRange dates) {
    return report.perDay() && dates.days().count() > MAX_REQUESTS_PER_SHARD
        ? dates.months().map(dates::within)
        : Stream.of(dates);
  }

  private List<ReportDefinition> inOrder() {
    return reports.values().stream()
        .sorted(
            Comparator.comparing(ReportDefinition::monetary)
                .thenComparing(report -> !decidesAboutOthers(report)))
        .toList();
  }

  /**
   * A shard's requests, oldest day first. A request costs one unit of quota, whatever it covers:
   * one for all days if the report has the {@code day} dimension, else one per day; likewise for
   * months.
   */
  public List<ReportRequest> requests(Shard shard) {
    ReportDefinition report = report(shard);
    return periods(report, shard.dates()).map(days -> new ReportRequest(report, days)).toList();
  }

  private static Stream<DateRange> periods(ReportDefinition report, DateRange dates) {
    if (report.byDay() || report.byMonth()) {
      return Stream.of(dates);
    }
    return switch (report.every()) {
      case DAY -> dates.days().map(day -> new DateRange(day, day));
      case MONTH ->
          dates.months().map(month -> new DateRange(month.atDay(1), month.atEndOfMonth()));
      case RANGE, SNAPSHOT -> Stream.of(dates);
    };
  }

  /** The report that a shard fetches. */
  public ReportDefinition report(Shard shard) {
    ReportDefinition report = reports.get(shard.report());
    if (report == null) {
      throw new IllegalArgumentException("no report '" + shard.report() + "' in this plan");
    }
    return report;
  }

  /** Decides which one-day requests are sent. */
  public RefetchRule rule() {
    return rule;
  }

  /** Whether the totals of days in the responses of a report decide about one-day requests. */
  public boolean decidesAboutOthers(ReportDefinition report) {
    return totals.contains(report.name());
  }

  RunDates dates() {
    return dates;
  }

  /** The planned reports by name. */
  public Map<String, ReportDefinition> reports() {
    return Collections.unmodifiableMap(reports);
  }
}
