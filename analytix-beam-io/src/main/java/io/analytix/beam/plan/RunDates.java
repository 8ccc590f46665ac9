// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The days that a run requests of each report: fixed dates, or a look-back window that ends with a
 * fixed day.
 *
 * @param last the last day, Pacific
 * @param first the first day; null for a look-back window
 * @param lookbackDays the days of the window, including {@code last}; null for each report's own
 * @param backfillFrom all days since this one are requested, too, of each report of a channel for
 *     which no earlier request had a response; null for no others
 */
public record RunDates(
    LocalDate last,
    @Nullable LocalDate first,
    @Nullable Integer lookbackDays,
    @Nullable LocalDate backfillFrom)
    implements Serializable {

  /** The zone in which YouTube counts days. */
  public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  /** The longest span: more days than YouTube has existed. */
  private static final int MAX_DAYS = 20_000;

  public RunDates {
    if (first != null) {
      checkLength(new DateRange(first, last));
    }
    if (lookbackDays != null && (lookbackDays < 1 || lookbackDays > MAX_DAYS)) {
      throw new IllegalArgumentException(
          "lookbackDays must be in 1.." + MAX_DAYS + ", but was " + lookbackDays);
    }
    if (backfillFrom != null && backfillFrom.isAfter(last)) {
      throw new IllegalArgumentException(
          "backfillFrom must not be after the last day " + last + ", but was " + backfillFrom);
    }
    if (backfillFrom != null) {
      checkLength(new DateRange(backfillFrom, last));
    }
  }

  private static void checkLength(DateRange days) {
    if (days.first().plusDays(MAX_DAYS).isBefore(days.last())) {
      throw new IllegalArgumentException(
          "the dates must span at most " + MAX_DAYS + " days, but are " + days);
    }
  }

  /** The same days for every report. */
  public static RunDates between(LocalDate first, LocalDate last) {
    return new RunDates(last, first, null, null);
  }

  /** Each report's own look-back window, ending with {@code last}. */
  public static RunDates lookback(LocalDate last) {
    return new RunDates(last, null, null, null);
  }

  /** The same look-back window for every report. */
  public static RunDates lookback(LocalDate last, int days) {
    return new RunDates(last, null, days, null);
  }

  /** These days and, of each report of a channel, those since {@code day} without a response. */
  public RunDates withBackfillFrom(LocalDate day) {
    return new RunDates(last, first, lookbackDays, day);
  }

  /** The newest day that is over in Pacific time. */
  public static LocalDate yesterday(Clock clock) {
    return LocalDate.ofInstant(clock.instant(), PACIFIC).minusDays(1);
  }

  /**
   * The days to request of {@code report}: of a report by month, the complete months, of which
   * there may be none, and of a snapshot the last day. A look-back window by month begins with the
   * first day of its first month.
   *
   * @throws IllegalArgumentException if the report has every: range, and this is a look-back
   *     window; a report with one request per id takes the window as its range
   */
  public Optional<DateRange> of(ReportDefinition report) {
    return from(start(report), report);
  }

  /** The same days, but from {@code day} on. */
  Optional<DateRange> since(LocalDate day, ReportDefinition report) {
    return from(day, report);
  }

  /**
   * The days of the back-fill that come before the days to request of {@code report}; empty without
   * a back-fill and for reports that do not request days.
   */
  Optional<DateRange> backfill(ReportDefinition report) {
    boolean ofDays = report.every() == TimeGrain.DAY || report.every() == TimeGrain.MONTH;
    if (backfillFrom == null || !ofDays || !backfillFrom.isBefore(start(report))) {
      return Optional.empty();
    }
    Optional<LocalDate> usual = of(report).map(DateRange::first);
    return from(backfillFrom, report)
        .filter(all -> usual.isEmpty() || all.first().isBefore(usual.get()))
        .map(
            all ->
                new DateRange(
                    all.first(), usual.map(first -> first.minusDays(1)).orElse(all.last())));
  }

  /**
   * The dates of the requests whose earlier results a plan needs, by the report's name. For a
   * back-fill these are all: also a request that began before it may have answered some of its
   * days.
   */
  Map<String, DateRange> byReport(Collection<ReportDefinition> reports) {
    Map<String, DateRange> byReport = new HashMap<>();
    for (ReportDefinition report : reports) {
      of(report)
          .or(() -> backfill(report))
          .map(days -> backfillFrom == null ? days : new DateRange(LocalDate.EPOCH, days.last()))
          .ifPresent(days -> byReport.put(report.name(), days));
    }
    return byReport;
  }

  /**
   * Whether a look-back window requests again what had a response at {@code answered}: it does if
   * its last day was not over then, because that was another night's window. (If that day is not
   * over {@code today} either, the run has an artificial date, and the rule does not apply.)
   */
  boolean isDueAgain(ReportRequest request, Instant answered, LocalDate today) {
    return first == null
        && last.isBefore(today)
        && !request.dates().last().isBefore(start(request.report()))
        && !LocalDate.ofInstant(answered, PACIFIC).isAfter(last);
  }

  LocalDate start(ReportDefinition report) {
    if (first != null) {
      return first;
    }
    int days = lookbackDays == null ? report.lookbackDays() : lookbackDays;
    LocalDate start = last.minusDays(days - 1L);
    return report.every() == TimeGrain.MONTH ? start.withDayOfMonth(1) : start;
  }

  private Optional<DateRange> from(LocalDate start, ReportDefinition report) {
    return switch (report.every()) {
      case DAY -> Optional.of(new DateRange(start, last));
      case MONTH -> wholeMonths(start);
      case RANGE -> Optional.of(range(report));
      case SNAPSHOT -> Optional.of(new DateRange(last, last));
    };
  }

  private Optional<DateRange> wholeMonths(LocalDate start) {
    LocalDate from = start.minusDays(1).with(TemporalAdjusters.firstDayOfNextMonth());
    LocalDate through = last.plusDays(1).withDayOfMonth(1).minusDays(1);
    return from.isBefore(through) ? Optional.of(new DateRange(from, through)) : Optional.empty();
  }

  private DateRange range(ReportDefinition report) {
    if (first == null && report.each() != null) {
      return new DateRange(start(report), last);
    }
    if (first == null) {
      throw new IllegalArgumentException(
          "report '" + report.name() + "' has every: range: set its first and last day");
    }
    return new DateRange(first, last);
  }
}
