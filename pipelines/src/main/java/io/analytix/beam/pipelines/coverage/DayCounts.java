// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The number of channel days, months or ranges in each state. */
public final class DayCounts {
  private final Map<DayState, Long> counts = new EnumMap<>(DayState.class);

  /** Counts without any channel day. */
  public DayCounts() {}

  /** The number of channel days in this state. */
  public long of(DayState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** The number of channel days that were requested. */
  public long requested() {
    return counts.values().stream().mapToLong(Long::longValue).sum() - of(DayState.NOT_REQUESTED);
  }

  /**
   * The number of channel days that a response covers, including truncated ones and those of
   * earlier runs.
   */
  public long answered() {
    return of(DayState.ANSWERED) + of(DayState.TRUNCATED) + of(DayState.ANSWERED_EARLIER);
  }

  /** The counts by state, without the states that do not occur. */
  public Map<DayState, Long> asMap() {
    return Collections.unmodifiableMap(counts);
  }

  /** Adds the counts of {@code more}. */
  public void add(DayCounts more) {
    more.counts.forEach((state, count) -> counts.merge(state, count, Long::sum));
  }

  void add(DayState state) {
    counts.merge(state, 1L, Long::sum);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
