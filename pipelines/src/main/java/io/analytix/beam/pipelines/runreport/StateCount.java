// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import java.util.List;

/**
 * A state with its count, as a part of a bar.
 *
 * @param style the state's class in the style sheet
 * @param count the count, which is also the width of the part
 */
record StateCount(String style, String name, long count) {
  /** The order of states in bars and legends, the most urgent last. */
  static final List<DayState> ORDER =
      List.of(
          DayState.ANSWERED,
          DayState.TRUNCATED,
          DayState.ANSWERED_EARLIER,
          DayState.EMPTY,
          DayState.UNCONFIRMED,
          DayState.DEFERRED,
          DayState.FAILED,
          DayState.NOT_REQUESTED);

  static List<StateCount> of(DayCounts counts) {
    return occurring(counts).stream().map(state -> of(state, counts.of(state))).toList();
  }

  static StateCount of(DayState state, long count) {
    return new StateCount(PageFormat.style(state), PageFormat.state(state), count);
  }

  /** The formatted count. */
  String number() {
    return PageFormat.number(count);
  }

  /** All of them in one line. */
  static String inWords(List<StateCount> counts) {
    return String.join(
        ", ", counts.stream().map(count -> count.number() + " " + count.name()).toList());
  }

  /** The states that occur. */
  static List<DayState> occurring(DayCounts counts) {
    return ORDER.stream().filter(state -> counts.of(state) > 0).toList();
  }
}
