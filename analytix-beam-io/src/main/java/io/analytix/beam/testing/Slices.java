// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.Slicing.Slice;
import java.util.List;

/**
 * The slices of a day and the weight of what no slice shows, such as deleted videos. Shares are cut
 * to whole numbers; what that leaves over goes to the heaviest slice, so that nothing is lost.
 */
record Slices(List<Slice> slices, int hiddenWeight) {
  /** Returns the share that each slice has of {@code total}, in the order of the slices. */
  long[] split(long total) {
    long weights = hiddenWeight;
    int heaviest = 0;
    for (int place = 0; place < slices.size(); place++) {
      weights += slices.get(place).weight();
      if (slices.get(place).weight() > slices.get(heaviest).weight()) {
        heaviest = place;
      }
    }
    long[] shares = new long[slices.size()];
    if (weights == 0 || shares.length == 0) {
      return shares;
    }
    long left = total - share(total, hiddenWeight, weights);
    for (int place = 0; place < shares.length; place++) {
      shares[place] = share(total, slices.get(place).weight(), weights);
      left -= shares[place];
    }
    shares[heaviest] += left;
    return shares;
  }

  /** Exact for any total, as long as the weights add up to less than 2^31. */
  private static long share(long total, long weight, long weights) {
    return total / weights * weight + total % weights * weight / weights;
  }
}
