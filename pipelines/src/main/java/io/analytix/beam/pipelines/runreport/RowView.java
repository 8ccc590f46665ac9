// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.plan.DateRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the coverage picture: a channel, or channels with the same days.
 *
 * @param names the channels
 * @param few whether all names are visible
 * @param channels number of channels, in words
 * @param runs the columns from left to right
 * @param inWords the runs as text
 * @param answered number of answered and requested days, or the share if there are several channels
 */
record RowView(
    NamesView names,
    boolean few,
    String channels,
    List<Run> runs,
    String inWords,
    String answered) {
  /** Further runs are only counted in the text. */
  private static final int MAX_RUNS_IN_WORDS = 8;

  private static final int MAX_NAMES = 2;

  /**
   * Neighbouring columns in the same state.
   *
   * @param style the state's class in the style sheet
   */
  record Run(String style, int columns, String title) {}

  static RowView of(PatternRows.Pattern pattern, DayColumns columns, ChannelTitles titles) {
    List<Run> runs = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<DayState> states = pattern.states();
    int begin = 0;
    for (int i = 1; i <= states.size(); i++) {
      if (i == states.size() || states.get(i) != states.get(begin)) {
        DateRange dates =
            new DateRange(
                columns.columns().get(begin).first(), columns.columns().get(i - 1).last());
        String title = PageFormat.dates(dates) + ": " + PageFormat.state(states.get(begin));
        runs.add(new Run(PageFormat.style(states.get(begin)), i - begin, title));
        texts.add(title);
        begin = i;
      }
    }
    return new RowView(
        NamesView.of(pattern.channels().stream().map(titles::label).toList()),
        pattern.channels().size() <= MAX_NAMES,
        PageFormat.count(pattern.channels().size(), "channel"),
        runs,
        inWords(texts),
        answered(pattern));
  }

  private static String answered(PatternRows.Pattern pattern) {
    DayCounts days = pattern.counts();
    return pattern.channels().size() == 1
        ? PageFormat.number(days.answered()) + " of " + PageFormat.number(days.requested())
        : PageFormat.percent(days.answered(), days.requested());
  }

  private static String inWords(List<String> texts) {
    if (texts.size() <= MAX_RUNS_IN_WORDS) {
      return String.join("; ", texts);
    }
    return String.join("; ", texts.subList(0, MAX_RUNS_IN_WORDS))
        + "; and "
        + (texts.size() - MAX_RUNS_IN_WORDS)
        + " more intervals";
  }
}
