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
 * The days of a report in at most 120 columns, so that each column can be distinguished: days,
 * seven days, or calendar months. Reports that are not by day have one column per period.
 *
 * @param unit the period of a column
 * @param coarse whether a column has more than one period
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
