// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.ArrayList;
import java.util.List;

/** The concurrent viewers of a live stream, by minute. */
public record StreamCurve(KeyedRandom random) implements SmoothCurve {
  public static final String DIMENSION = "livestreamPosition";
  static final String AVERAGE = "averageConcurrentViewers";
  static final String PEAK = "peakConcurrentViewers";

  @Override
  public String dimension() {
    return DIMENSION;
  }

  @Override
  public List<Object> points(long views) {
    List<Object> minutes = new ArrayList<>();
    long length = 20 + random.with("minutes").below(70);
    for (long minute = 0; minute < length && views > 0; minute++) {
      minutes.add(minute);
    }
    return minutes;
  }

  @Override
  public long at(int point, String part, long views) {
    long average = views * random.with(point).below(600) / 1_000;
    return part.equals(PEAK)
        ? average + random.with(PEAK).with(point).below(average / 4 + 2)
        : average;
  }
}
