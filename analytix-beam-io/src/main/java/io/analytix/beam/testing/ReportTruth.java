// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Every;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the table of a report should hold, told by a {@link World} and not by any answer. */
public final class ReportTruth {
  private ReportTruth() {}

  /**
   * The rows that asking for {@code dates} should leave of one channel: column names in snake_case,
   * first {@code day}, {@code month} (as its first day) or {@code start_date} and {@code end_date},
   * then the other dimensions and the metrics; money with nine decimals. A report without the
   * {@code day} or {@code month} dimension is asked day by day or month by month.
   */
  public static List<Map<String, Object>> rows(
      World world, ReportDefinition report, String channelId, DateRange dates) {
    return periods(report, dates)
        .flatMap(period -> answer(world, report, channelId, period))
        .toList();
  }

  private static Stream<DateRange> periods(ReportDefinition report, DateRange dates) {
    if (report.byDay() || report.byMonth() || report.every() == Every.RANGE) {
      return Stream.of(dates);
    }
    return report.every() == Every.DAY
        ? dates.days().map(day -> new DateRange(day, day))
        : dates.months().map(month -> new DateRange(month.atDay(1), month.atEndOfMonth()));
  }

  /** The rows that one request's answer should have. */
  private static Stream<Map<String, Object>> answer(
      World world, ReportDefinition report, String channelId, DateRange period) {
    return world.truth(question(report, channelId, period)).stream()
        .map(cells -> row(report, period, cells));
  }

  private static Question question(ReportDefinition report, String channelId, DateRange period) {
    // A month is named by its first day, also where it is the last one asked.
    LocalDate last = report.byMonth() ? period.last().withDayOfMonth(1) : period.last();
    Question question =
        Question.of(channelId, report.dimensions(), report.metrics(), period.first(), last);
    for (Map.Entry<String, String> filter : report.filters().entrySet()) {
      question = question.filteredBy(filter.getKey(), List.of(filter.getValue().split(",")));
    }
    if (report.currency() != null) {
      question = question.in(report.currency());
    }
    RowCap cap = report.cap();
    return cap == null
        ? question
        : question.sortedBy(report.sort().split(",")).atMost(cap.maxResults());
  }

  private static Map<String, Object> row(
      ReportDefinition report, DateRange period, Map<String, Object> cells) {
    Map<String, Object> row = new LinkedHashMap<>(time(report, period, cells));
    for (Column column : report.columns()) {
      Object cell = cells.get(column.apiName());
      row.putIfAbsent(
          column.columnName(), cell instanceof BigDecimal money ? money.setScale(9) : cell);
    }
    return row;
  }

  private static Map<String, Object> time(
      ReportDefinition report, DateRange period, Map<String, Object> cells) {
    Map<String, Object> time = new LinkedHashMap<>();
    switch (report.every()) {
      case DAY -> time.put("day", cells.getOrDefault(ReportDefinition.DAY, period.first()));
      case MONTH ->
          time.put(
              "month",
              report.byMonth()
                  ? YearMonth.parse((String) cells.get(ReportDefinition.MONTH)).atDay(1)
                  : period.first());
      case RANGE -> {
        time.put("start_date", period.first());
        time.put("end_date", period.last());
      }
    }
    return time;
  }
}
