// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.ArrayList;
import java.util.List;

/** The audience at each hundredth of a video. Some viewers watch the beginning more than once. */
public record RetentionCurve(KeyedRandom random) implements SmoothCurve {
  public static final String DIMENSION = "elapsedVideoTimeRatio";
  static final String IMPRESSIONS = "segmentImpressions";
  public static final String STARTED = "startedWatching";
  public static final String STOPPED = "stoppedWatching";
  static final String RELATIVE_PERMILLE = "relativePermille";

  static final String ONE = "one";
  static final String THOUSAND = "thousand";

  private static final int POINTS = 100;

  @Override
  public String dimension() {
    return DIMENSION;
  }

  @Override
  public List<Object> points(long views) {
    List<Object> ratios = new ArrayList<>();
    for (int point = 1; point <= POINTS && views > 0; point++) {
      ratios.add(point / (double) POINTS);
    }
    return ratios;
  }

  @Override
  public long at(int point, String part, long views) {
    return switch (part) {
      case IMPRESSIONS -> impressions(point, views);
      case STARTED -> started(point, views);
      case STOPPED ->
          impressions(point, views) + started(point + 1, views) - impressions(point + 1, views);
      case ONE -> 1;
      case THOUSAND -> 1_000;
      case RELATIVE_PERMILLE -> random.with(part).with(point / 10).below(1_001);
      default -> throw new IllegalArgumentException("unknown part of a curve: " + part);
    };
  }

  private long impressions(int point, long views) {
    return point >= POINTS ? 0 : views * permille(point) / 1_000;
  }

  private long started(int point, long views) {
    if (point == 0) {
      return impressions(0, views);
    }
    return point >= POINTS ? 0 : views * random.with(STARTED).with(point).below(10) / 1_000;
  }

  /** Starts slightly above 1000 and decreases, steeply at first. */
  private long permille(int point) {
    long start = 1_000 + random.with("start").below(150);
    long lost = random.with("early").below(300) * Math.min(point, 10) / 10;
    return start - lost - point * (2 + random.with("late").below(4));
  }
}
