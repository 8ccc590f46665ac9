// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many channel days, or channel months and the like, are in each state. */
public final class DayCounts {
  private final Map<DayState, Long> counts = new EnumMap<>(DayState.class);

  /** No channel day yet. */
  public DayCounts() {}

  /** The channel days in this state. */
  public long of(DayState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** The channel days that some request asked for. */
  public long asked() {
    return counts.values().stream().mapToLong(Long::longValue).sum() - of(DayState.NOT_ASKED);
  }

  /** The channel days that an answer speaks for, be it a cut one. */
  public long answered() {
    return of(DayState.ANSWERED) + of(DayState.TRUNCATED);
  }

  /** The counts by state; states without a channel day are left out. */
  public Map<DayState, Long> asMap() {
    return Collections.unmodifiableMap(counts);
  }

  /** Adds the channel days of {@code more}. */
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
