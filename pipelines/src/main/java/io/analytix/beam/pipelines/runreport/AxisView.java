// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The labels below a strip of days.
 *
 * @param first the first day or, if the strip is short, all days
 * @param last the last day; empty if the strip is short
 * @param ticks the months between
 */
record AxisView(String first, String last, List<Tick> ticks) {
  /** Narrower strips have no space for two dates. */
  private static final int MIN_COLUMNS_FOR_TICKS = 10;

  /**
   * Widths in percent of a narrow screen: the dates at the ends, the distance of ticks, a letter.
   */
  private static final int EDGE_WIDTH = 24;

  private static final int TICK_DISTANCE = 16;
  private static final int LETTER_WIDTH = 2;

  /**
   * The beginning of a month.
   *
   * @param left percent of the strip
   */
  record Tick(int left, String label) {}

  static AxisView of(List<DateRange> columns) {
    DateRange all = new DateRange(columns.get(0).first(), columns.get(columns.size() - 1).last());
    if (columns.size() < MIN_COLUMNS_FOR_TICKS) {
      return new AxisView(PageFormat.dates(all), "", List.of());
    }
    return new AxisView(all.first().toString(), all.last().toString(), ticks(columns));
  }

  private static List<Tick> ticks(List<DateRange> columns) {
    List<Tick> ticks = new ArrayList<>();
    int free = EDGE_WIDTH;
    for (int i = 0; i < columns.size(); i++) {
      int left = 100 * i / columns.size();
      String label = label(columns, i);
      int end = left + LETTER_WIDTH * label.length();
      if (left >= free && end <= 100 - EDGE_WIDTH && beginsMonth(columns.get(i))) {
        ticks.add(new Tick(left, label));
        free = left + TICK_DISTANCE;
      }
    }
    return ticks;
  }

  private static boolean beginsMonth(DateRange column) {
    return column.days().anyMatch(day -> day.getDayOfMonth() == 1);
  }

  private static String label(List<DateRange> columns, int index) {
    LocalDate day = columns.get(index).last();
    return columns.get(0).first().getYear() == columns.get(columns.size() - 1).last().getYear()
        ? day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
        : YearMonth.from(day).toString();
  }
}
