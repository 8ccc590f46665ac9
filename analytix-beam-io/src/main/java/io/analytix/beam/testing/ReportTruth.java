// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the table of a report should hold, told by a {@link World} and not by any answer. */
public final class ReportTruth {
  private ReportTruth() {}

  /**
   * The rows that asking for {@code dates} should leave of one channel: column names in snake_case,
   * {@code day} first, then the other dimensions and the metrics; money with nine decimals. A
   * report without the {@code day} dimension is asked day by day.
   */
  public static List<Map<String, Object>> rows(
      World world, ReportDefinition report, String channelId, DateRange dates) {
    if (report.byDay()) {
      return answer(world, report, channelId, dates);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    dates
        .days()
        .forEach(day -> rows.addAll(answer(world, report, channelId, new DateRange(day, day))));
    return rows;
  }

  /** The rows that one request's answer should have. */
  private static List<Map<String, Object>> answer(
      World world, ReportDefinition report, String channelId, DateRange dates) {
    Question question =
        Question.of(channelId, report.dimensions(), report.metrics(), dates.first(), dates.last());
    for (Map.Entry<String, String> filter : report.filters().entrySet()) {
      question = question.filteredBy(filter.getKey(), List.of(filter.getValue().split(",")));
    }
    RowCap cap = report.cap();
    if (cap != null) {
      question = question.sortedBy(report.sort().split(",")).atMost(cap.maxResults());
    }
    return world.truth(question).stream().map(cells -> row(report, dates.first(), cells)).toList();
  }

  private static Map<String, Object> row(
      ReportDefinition report, LocalDate asked, Map<String, Object> cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("day", report.byDay() ? cells.get(ReportDefinition.DAY) : asked);
    for (Column column : report.columns()) {
      Object cell = cells.get(column.apiName());
      row.put(column.columnName(), cell instanceof BigDecimal money ? money.setScale(9) : cell);
    }
    return row;
  }
}
