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
 * Which days a run asks each report for: fixed dates, or a look-back that ends with a fixed day.
 *
 * @param last the last day asked, Pacific
 * @param first the first day asked; null for a look-back
 * @param lookbackDays how many days a look-back has, {@code last} among them; null for each
 *     report's own
 * @param backfillFrom the first day asked of what was never answered; null for no such exception
 */
public record RunDates(
    LocalDate last,
    @Nullable LocalDate first,
    @Nullable Integer lookbackDays,
    @Nullable LocalDate backfillFrom)
    implements Serializable {

  /** The zone in which YouTube counts days. */
  public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  public RunDates {
    if (first != null) {
      DateRange unused = new DateRange(first, last);
    }
    if (lookbackDays != null && lookbackDays < 1) {
      throw new IllegalArgumentException(
          "lookbackDays must be at least 1, but was " + lookbackDays);
    }
    if (backfillFrom != null && backfillFrom.isAfter(last)) {
      throw new IllegalArgumentException(
          "backfillFrom must not be after the last day " + last + ", but was " + backfillFrom);
    }
  }

  /** The same days for every report. */
  public static RunDates between(LocalDate first, LocalDate last) {
    return new RunDates(last, first, null, null);
  }

  /** Each report's own look-back, ending with {@code last}. */
  public static RunDates lookback(LocalDate last) {
    return new RunDates(last, null, null, null);
  }

  /** The same look-back for every report. */
  public static RunDates lookback(LocalDate last, int days) {
    return new RunDates(last, null, days, null);
  }

  /** These days; what was never answered is asked from {@code day} on. */
  public RunDates withBackfillFrom(LocalDate day) {
    return new RunDates(last, first, lookbackDays, day);
  }

  /** The newest day that is over in Pacific time. */
  public static LocalDate yesterday(Clock clock) {
    return LocalDate.ofInstant(clock.instant(), PACIFIC).minusDays(1);
  }

  /**
   * The days to ask {@code report} for: for a report by month, its whole finished months, of which
   * there may be none, and for a snapshot the last day. A look-back reaches back to the first day
   * of the month in which it begins.
   *
   * @throws IllegalArgumentException if it is a report of a range, and this is a look-back
   */
  public Optional<DateRange> of(ReportDefinition report) {
    return from(start(report), report);
  }

  /** The days to ask {@code report} for where it was never answered. */
  Optional<DateRange> backfill(ReportDefinition report) {
    LocalDate start = start(report);
    return from(
        backfillFrom != null && backfillFrom.isBefore(start) ? backfillFrom : start, report);
  }

  /** The dates that any request may be for, a back-fill's included, by the report's name. */
  Map<String, DateRange> all(Collection<ReportDefinition> reports) {
    Map<String, DateRange> all = new HashMap<>();
    for (ReportDefinition report : reports) {
      backfill(report).ifPresent(days -> all.put(report.name(), days));
    }
    return all;
  }

  /**
   * Whether a look-back asks again although there was an answer at {@code answered}: it does where
   * its last day was not over then, because that was another night's look-back. (Where that day is
   * not over {@code today} either, days are staged, and nothing can be told from them.)
   */
  boolean asksAgain(ReportRequest request, Instant answered, LocalDate today) {
    return first == null
        && last.isBefore(today)
        && !request.dates().last().isBefore(start(request.report()))
        && !LocalDate.ofInstant(answered, PACIFIC).isAfter(last);
  }

  private LocalDate start(ReportDefinition report) {
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
    if (first == null) {
      throw new IllegalArgumentException(
          "report '" + report.name() + "' is of a range: say its first and its last day");
    }
    return new DateRange(first, last);
  }
}
