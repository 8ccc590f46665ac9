// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.coverage.ReportCoverage;
import java.util.List;

/**
 * The coverage picture of one report.
 *
 * @param channels number of requested channels, in words
 * @param answered answered share of the requested periods
 * @param total the periods by state
 * @param counted the kind of the periods
 * @param totalInWords the total in one line
 * @param columns number of columns of a strip
 * @param unit the period of a column
 * @param coarse whether a column has more than one period
 * @param lined whether to draw lines between columns
 * @param shared whether channels with the same days share a row
 * @param days the columns over all channels, if there are several
 * @param states the heads of the table of {@code days}
 * @param channelRows the channels
 */
record CoverageView(
    String report,
    String dates,
    String channels,
    String answered,
    List<StateCount> total,
    String counted,
    String totalInWords,
    int columns,
    String unit,
    boolean coarse,
    boolean lined,
    boolean shared,
    List<Column> days,
    List<String> states,
    AxisView axis,
    RowsView channelRows) {
  /** More columns are too narrow to draw lines between. */
  private static final int MAX_COLUMNS_WITH_LINES = 62;

  /**
   * One column over all channels.
   *
   * @param cells number of channel days in each of the report's states
   */
  record Column(String dates, List<StateCount> parts, String inWords, List<String> cells) {
    static Column of(String dates, DayCounts counts, List<DayState> states) {
      List<StateCount> parts = StateCount.of(counts);
      return new Column(
          dates,
          parts,
          StateCount.inWords(parts),
          states.stream().map(state -> PageFormat.number(counts.of(state))).toList());
    }
  }

  static CoverageView of(ReportCoverage report, ChannelTitles titles) {
    DayColumns columns = DayColumns.of(report);
    DayCounts total = report.count();
    List<StateCount> parts = StateCount.of(total);
    List<DayState> states = StateCount.occurring(total);
    List<PatternRows.Pattern> patterns = PatternRows.of(report, columns);
    return new CoverageView(
        report.report(),
        PageFormat.dates(report.dates()),
        PageFormat.count(report.channels().size(), "channel"),
        PageFormat.percent(total.answered(), total.requested()),
        parts,
        PageFormat.counted(report.every()),
        StateCount.inWords(parts),
        columns.columns().size(),
        columns.unit(),
        columns.coarse(),
        columns.columns().size() <= MAX_COLUMNS_WITH_LINES,
        patterns.size() < report.channels().size(),
        report.channels().size() == 1 ? List.of() : days(report, columns, states),
        states.stream().map(PageFormat::state).toList(),
        AxisView.of(columns.columns()),
        RowsView.of(patterns, columns, titles));
  }

  private static List<Column> days(
      ReportCoverage report, DayColumns columns, List<DayState> states) {
    return columns.columns().stream()
        .map(column -> Column.of(PageFormat.dates(column), report.count(column), states))
        .toList();
  }
}
