// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.TimeGrain;
import java.time.LocalDate;
import java.util.Arrays;

/** The days of one channel of one report. */
public final class ChannelCoverage {
  private final ChannelName channel;
  private final TimeGrain every;
  private DayState[] days = {};
  private long firstDay;

  ChannelCoverage(ChannelName channel, TimeGrain every) {
    this.channel = channel;
    this.every = every;
  }

  /** The channel. */
  public ChannelName channel() {
    return channel;
  }

  /** The state of a day. */
  public DayState state(LocalDate day) {
    return state(day.toEpochDay());
  }

  private DayState state(long epochDay) {
    long index = epochDay - firstDay;
    return index < 0 || index >= days.length ? DayState.NOT_REQUESTED : days[(int) index];
  }

  /** How many of the days, months or ranges in {@code range} are in each state. */
  public DayCounts count(DateRange range) {
    DayCounts counts = new DayCounts();
    count(range, counts);
    return counts;
  }

  /** Adds them to {@code counts}. A page counts each channel's days many times: without streams. */
  void count(DateRange range, DayCounts counts) {
    if (every != TimeGrain.DAY) {
      ReportCoverage.periods(every, range).forEach(period -> counts.add(state(period)));
      return;
    }
    long last = range.last().toEpochDay();
    for (long day = range.first().toEpochDay(); day <= last; day++) {
      counts.add(state(day));
    }
  }

  /** All days of a period are covered by the same requests. */
  private DayState state(DateRange period) {
    return period.days().map(this::state).reduce(DayState.NOT_REQUESTED, DayState::max);
  }

  /** Sets the state of these days, unless they have a state of higher precedence. */
  void mark(DateRange range, DayState state) {
    long first = range.first().toEpochDay();
    long last = range.last().toEpochDay();
    makeRoom(first, last);
    for (int i = (int) (first - firstDay); i <= last - firstDay; i++) {
      days[i] = days[i].max(state);
    }
  }

  private void makeRoom(long first, long last) {
    long from = days.length == 0 ? first : Math.min(first, firstDay);
    long through = days.length == 0 ? last : Math.max(last, firstDay + days.length - 1);
    if (through - from + 1 > days.length) {
      DayState[] wider = new DayState[Math.toIntExact(through - from + 1)];
      Arrays.fill(wider, DayState.NOT_REQUESTED);
      for (int i = 0; i < days.length; i++) {
        wider[(int) (firstDay - from) + i] = days[i];
      }
      days = wider;
      firstDay = from;
    }
  }
}
