// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.DayCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a report, of which there may be as many as channels.
 *
 * @param rows those to see at once: what needs somebody, and what most channels look like
 * @param folded those to unfold
 * @param foldedSummary says how many are folded; empty if none is
 * @param rest says what is left out; empty if nothing is
 */
record RowsView(List<RowView> rows, List<RowView> folded, String foldedSummary, String rest) {
  private static final int SHOWN = 24;
  private static final int FOLDED = 48;

  static RowsView of(List<PatternRows.Pattern> patterns, DayColumns columns) {
    List<PatternRows.Pattern> left = new ArrayList<>(patterns);
    List<RowView> shown = take(left, SHOWN, columns);
    List<RowView> folded = take(left, FOLDED, columns);
    return new RowsView(
        shown,
        folded,
        folded.isEmpty() ? "" : "Show " + PageFormat.count(folded.size(), "more row"),
        left.isEmpty() ? "" : rest(left));
  }

  /** Takes so many rows off {@code left}. */
  private static List<RowView> take(List<PatternRows.Pattern> left, int most, DayColumns columns) {
    List<PatternRows.Pattern> taken = PatternRows.pick(left, most);
    left.removeAll(taken);
    return taken.stream().map(pattern -> RowView.of(pattern, columns)).toList();
  }

  private static String rest(List<PatternRows.Pattern> left) {
    DayCounts counts = new DayCounts();
    int channels = 0;
    for (PatternRows.Pattern pattern : left) {
      counts.add(pattern.counts());
      channels += pattern.channels().size();
    }
    return "Not drawn: "
        + PageFormat.count(channels, "channel")
        + " that need less attention than these. Of their days: "
        + StateCount.inWords(StateCount.of(counts))
        + ".";
  }
}
