// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.SimulatedChannel;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One active day of a channel, in one version of its figures.
 *
 * @param random differs between channels, days and versions
 * @param fixedTotals exact totals set by a test, or null if generated
 * @param fixedValues the values of all viewers of this day by dimension, if set by a test
 * @param removed dimension values whose rows are removed
 */
record ChannelDay(
    SimulatedChannel channel,
    LocalDate day,
    KeyedRandom random,
    @Nullable Map<String, Long> fixedTotals,
    Map<String, String> fixedValues,
    Set<SliceName> removed) {

  private static final long HUGE_MINUTES = 9_007_199_254_740_993L;
  private static final long BILLION = 1_000_000_000L;

  private static final double WATCHED_SHARE = 0.85;

  /** A value of a dimension. */
  record SliceName(String dimension, String value) {}

  /** Returns the channel's total of an additive part: a count, or billionths of a dollar. */
  long total(String part) {
    if (fixedTotals != null) {
      return fixedTotals.getOrDefault(part, 0L);
    }
    return Metrics.permille(part)
        .map(permille -> count(part, permille))
        .orElseGet(() -> money(part));
  }

  /** Returns the weight of each cohort on this day. Not every cohort watches every day. */
  long[] weights(Cohorts cohorts) {
    long[] weights = new long[cohorts.size()];
    KeyedRandom ofVideos = random.with("video");
    KeyedRandom ofCohorts = random.with("cohort");
    int video = Integer.MIN_VALUE;
    boolean watched = true;
    for (int cohort = 0; cohort < weights.length; cohort++) {
      if (cohorts.videoNumber(cohort) != video) {
        video = cohorts.videoNumber(cohort);
        watched = video < 0 || ofVideos.with(video).happens(WATCHED_SHARE);
      }
      weights[cohort] = watched ? 100 + ofCohorts.with(cohort).below(1_000) : 0;
    }
    return weights;
  }

  /** Returns whether viewers or rows of this day differ from the channel's usual ones. */
  boolean isSpecial() {
    return !fixedValues.isEmpty() || !removed.isEmpty();
  }

  private long count(String part, int permille) {
    if (channel.hugeMinutes()
        && part.equals("estimatedMinutesWatched")
        && day.getDayOfMonth() % 10 == 1) {
      return HUGE_MINUTES;
    }
    long jitter = part.equals("views") ? 1000 : 600 + random.with(part).below(800);
    return views() * permille / 1000 * jitter / 1000;
  }

  private long views() {
    long usual = channel.dailyViews();
    return usual / 2 + random.with("views").below(usual + 1);
  }

  /** Amounts of all kinds: the smallest, large with few digits, whole, and with nine digits. */
  private long money(String part) {
    KeyedRandom amount = random.with(part);
    return switch ((int) amount.with("kind").below(16)) {
      case 0 -> 1;
      case 1 -> 1_234_567_891_000_000L;
      case 2, 3 -> amount.below(500) * BILLION;
      case 4, 5 -> amount.below(50_000) * (BILLION / 100);
      default -> amount.below(views() * 10_000_000 + 1);
    };
  }
}
