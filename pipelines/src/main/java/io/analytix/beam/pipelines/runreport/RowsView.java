// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.coverage.DayCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a report, of which there may be one per channel.
 *
 * @param rows rows that are always visible: the most urgent and the most frequent
 * @param folded rows that are initially hidden
 * @param foldedSummary number of folded rows, in words; empty if none is
 * @param rest summary of the rows that are left out; empty if none is
 */
record RowsView(List<RowView> rows, List<RowView> folded, String foldedSummary, String rest) {
  private static final int MAX_SHOWN = 24;
  private static final int MAX_FOLDED = 48;

  static RowsView of(List<PatternRows.Pattern> patterns, DayColumns columns, ChannelTitles titles) {
    List<PatternRows.Pattern> left = new ArrayList<>(patterns);
    List<RowView> shown = take(left, MAX_SHOWN, columns, titles);
    List<RowView> folded = take(left, MAX_FOLDED, columns, titles);
    return new RowsView(
        shown,
        folded,
        folded.isEmpty() ? "" : "Show " + PageFormat.count(folded.size(), "more row"),
        left.isEmpty() ? "" : rest(left));
  }

  /** Removes up to {@code most} rows from {@code left} and returns them. */
  private static List<RowView> take(
      List<PatternRows.Pattern> left, int most, DayColumns columns, ChannelTitles titles) {
    List<PatternRows.Pattern> taken = PatternRows.pick(left, most);
    left.removeAll(taken);
    return taken.stream().map(pattern -> RowView.of(pattern, columns, titles)).toList();
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
        + " with less urgent states. Their days: "
        + StateCount.inWords(StateCount.of(counts))
        + ".";
  }
}
