// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

/**
 * How one day falls to the cohorts: their weights, and where the cuts between whole units lie. The
 * cuts follow from running sums, so nothing is lost and small totals do not pile up in one place.
 */
final class DaySplit {
  private final long[] weights;
  private final KeyedRandom phase;

  DaySplit(ChannelDay day, Cohorts cohorts) {
    this.weights = day.weights(cohorts);
    this.phase = day.draw().with("phase");
  }

  /**
   * Adds the share that each cohort has of {@code total} to one part of its row.
   *
   * @param tilts by cohort, how much more of the part it has than its weight says
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

  /** Exact for any total, as long as the weights add up to less than 2^31. */
  private static long cut(long total, long sum, long first, long all) {
    return total / all * sum + (total % all * sum + first) / all;
  }
}
