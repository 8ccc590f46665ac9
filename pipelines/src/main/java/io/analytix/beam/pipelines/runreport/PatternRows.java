// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.ChannelCoverage;
import io.analytix.beam.pipelines.coverage.ChannelName;
import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.coverage.ReportCoverage;
import io.analytix.beam.plan.DateRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The channels of a report as rows, those with problems first. If there are many channels, those
 * with the same states in all columns share a row.
 */
final class PatternRows {
  /** Up to this number of channels, each has its own row. */
  private static final int MAX_CHANNELS_WITH_OWN_ROW = 24;

  /** States that need attention, the most urgent first. */
  private static final List<DayState> PROBLEMS =
      List.of(DayState.FAILED, DayState.DEFERRED, DayState.UNCONFIRMED);

  private static final List<DayState> URGENCY =
      List.of(
          DayState.FAILED,
          DayState.DEFERRED,
          DayState.UNCONFIRMED,
          DayState.EMPTY,
          DayState.NOT_REQUESTED);

  private PatternRows() {}

  /**
   * Channels with the same states.
   *
   * @param states state of each column
   * @param counts counts over the days of all these channels
   */
  record Pattern(List<DayState> states, List<ChannelName> channels, DayCounts counts) {
    private long perChannel(DayState state) {
      return counts.of(state) * 1000 / channels.size();
    }
  }

  static List<Pattern> of(ReportCoverage report, DayColumns columns) {
    boolean each = report.channels().size() <= MAX_CHANNELS_WITH_OWN_ROW;
    Map<Object, Pattern> patterns = new LinkedHashMap<>();
    for (ChannelCoverage channel : report.channels()) {
      List<DayState> states =
          columns.columns().stream().map(column -> state(channel, column)).toList();
      Pattern pattern =
          patterns.computeIfAbsent(
              each ? channel.channel() : states,
              key -> new Pattern(states, new ArrayList<>(), new DayCounts()));
      pattern.channels().add(channel.channel());
      pattern.counts().add(channel.count(report.dates()));
    }
    List<Pattern> rows = new ArrayList<>(patterns.values());
    rows.sort(byUrgency());
    return rows;
  }

  /** The most urgent rows and those with the most channels, in their order. */
  static List<Pattern> pick(List<Pattern> rows, int most) {
    Set<Pattern> picked = Collections.newSetFromMap(new IdentityHashMap<>());
    rows.stream()
        .sorted(Comparator.comparing((Pattern row) -> row.channels().size()).reversed())
        .limit(most / 4)
        .forEach(picked::add);
    rows.stream().filter(row -> picked.size() < most).forEach(picked::add);
    return rows.stream().filter(picked::contains).toList();
  }

  private static Comparator<Pattern> byUrgency() {
    Comparator<Pattern> order = Comparator.comparing(pattern -> 0);
    for (DayState state : URGENCY) {
      order = order.thenComparing(pattern -> pattern.perChannel(state), Comparator.reverseOrder());
    }
    return order.thenComparing(pattern -> Collections.min(pattern.channels()));
  }

  /** The state of a column: the most urgent problem of its days, else the most frequent state. */
  static DayState state(ChannelCoverage channel, DateRange column) {
    if (column.first().equals(column.last())) {
      return channel.state(column.first());
    }
    DayCounts days = channel.count(column);
    return PROBLEMS.stream()
        .filter(state -> days.of(state) > 0)
        .findFirst()
        .orElseGet(() -> Collections.max(StateCount.ORDER, Comparator.comparingLong(days::of)));
  }
}
