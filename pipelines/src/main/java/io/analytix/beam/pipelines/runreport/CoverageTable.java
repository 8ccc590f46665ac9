// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.coverage.ReportCoverage;
import java.util.ArrayList;
import java.util.List;

/**
 * The coverage of all reports in numbers: the states of a line add up to channels times periods.
 *
 * @param heads the states that occur in any report, and those that are always shown
 * @param lines one a report, in the order of the summary
 */
record CoverageTable(List<String> heads, List<Line> lines) {
  /** Shown even if they do not occur, because "0 failed" is useful information. */
  private static final List<DayState> ALWAYS =
      List.of(DayState.ANSWERED, DayState.EMPTY, DayState.DEFERRED, DayState.FAILED);

  /**
   * A report.
   *
   * @param extent channels times periods
   */
  record Line(String report, String extent, List<ReportView.Cell> cells) {
    static Line of(ReportCoverage report, List<DayState> states) {
      DayCounts counts = report.count();
      List<ReportView.Cell> cells = new ArrayList<>();
      for (DayState state : states) {
        cells.add(
            state == DayState.FAILED || state == DayState.DEFERRED
                ? ReportView.Cell.loud(head(state), counts.of(state))
                : ReportView.Cell.of(head(state), counts.of(state)));
      }
      return new Line(report.report(), report.extent(), cells);
    }
  }

  static CoverageTable of(RunSummary summary) {
    DayCounts all = summary.coverage().count();
    List<DayState> states =
        StateCount.ORDER.stream()
            .filter(state -> ALWAYS.contains(state) || all.of(state) > 0)
            .toList();
    return new CoverageTable(
        states.stream().map(CoverageTable::head).toList(),
        summary.reports().keySet().stream()
            .flatMap(report -> summary.coverage().of(report).stream())
            .map(report -> Line.of(report, states))
            .toList());
  }

  private static String head(DayState state) {
    String word = PageFormat.state(state);
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
