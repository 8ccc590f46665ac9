// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.ReportCoverage;
import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The days of a report cut into so few columns that each can be told from its neighbours: days,
 * stretches of seven days, or calendar months. What is not counted by day has a column each.
 *
 * @param unit what a column stands for
 * @param coarse whether a column is more than what is counted
 */
record DayColumns(String unit, boolean coarse, List<DateRange> columns) {
  private static final int MAX_COLUMNS = 120;
  private static final int WEEK = 7;

  static DayColumns of(ReportCoverage report) {
    return switch (report.every()) {
      case DAY -> of(report.dates());
      case MONTH -> new DayColumns("month", false, report.periods());
      case RANGE, SNAPSHOT -> new DayColumns("range", false, report.periods());
    };
  }

  static DayColumns of(DateRange dates) {
    long days = dates.days().count();
    if (days <= MAX_COLUMNS) {
      return new DayColumns("day", false, cut(dates, first -> first));
    }
    if (days <= (long) MAX_COLUMNS * WEEK) {
      return new DayColumns("week", true, cut(dates, first -> first.plusDays(WEEK - 1L)));
    }
    return new DayColumns("month", true, cut(dates, first -> YearMonth.from(first).atEndOfMonth()));
  }

  private static List<DateRange> cut(DateRange dates, UnaryOperator<LocalDate> lastOf) {
    List<DateRange> columns = new ArrayList<>();
    LocalDate first = dates.first();
    while (!first.isAfter(dates.last())) {
      LocalDate last = lastOf.apply(first);
      columns.add(new DateRange(first, last.isAfter(dates.last()) ? dates.last() : last));
      first = last.plusDays(1);
    }
    return columns;
  }
}
