// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

/**
 * The distribution of a day's totals to cohorts: their weights, and the boundaries between whole
 * units. The boundaries follow from running sums, so no unit is lost and small totals are spread
 * evenly.
 */
final class DaySplit {
  private final long[] weights;
  private final KeyedRandom phase;

  DaySplit(ChannelDay day, Cohorts cohorts) {
    this.weights = day.weights(cohorts);
    this.phase = day.random().with("phase");
  }

  /**
   * Adds each cohort's share of {@code total} to one part of its row.
   *
   * @param tilts by cohort, the factor of the part relative to its weight
   * @param rows by cohort, its row or {@link Grouping#NONE}
   */
  void add(long total, int[] tilts, int[] rows, long[][] figures, int part) {
    long all = 0;
    for (int cohort = 0; cohort < weights.length; cohort++) {
      all += weights[cohort] * tilts[cohort];
    }
    long first = phase.below(all);
    long sum = 0;
    long cut = 0;
    for (int cohort = 0; cohort < weights.length; cohort++) {
      sum += weights[cohort] * tilts[cohort];
      long next = cut(total, sum, first, all);
      if (rows[cohort] != Grouping.NONE) {
        figures[rows[cohort]][part] += next - cut;
      }
      cut = next;
    }
  }

  /** Exact for any total, as long as the sum of the weights is less than 2^31. */
  private static long cut(long total, long sum, long first, long all) {
    return total / all * sum + (total % all * sum + first) / all;
  }
}
