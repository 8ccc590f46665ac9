// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** What may be drawn, and how likely each lot is. */
public record WeightedChoice(List<Lot> lots) {
  static final WeightedChoice NONE = new WeightedChoice(List.of());

  /** One possible set of values, an empty one where a dimension has none. */
  public record Lot(double weight, List<String> values) {}

  /** Returns lots of one value each, as likely as each other. */
  static WeightedChoice evenly(List<String> values) {
    return new WeightedChoice(values.stream().map(value -> new Lot(1, List.of(value))).toList());
  }

  /** Returns these lots and one more. */
  WeightedChoice and(double weight, List<String> values) {
    List<Lot> more = new ArrayList<>(lots);
    more.add(new Lot(weight, values));
    return new WeightedChoice(more);
  }

  /**
   * Deals the lots to members like cards: in shuffled order, and each lot to as many of them as its
   * weight says. Without lots nobody gets anything.
   */
  void deal(List<Integer> members, KeyedRandom draw, BiConsumer<Integer, List<String>> receiver) {
    if (lots.isEmpty()) {
      return;
    }
    List<Integer> shuffled = new ArrayList<>(members);
    shuffled.sort(Comparator.comparingLong(member -> draw.with(member).bits()));
    double all = lots.stream().mapToDouble(Lot::weight).sum();
    double end = lots.get(0).weight();
    int lot = 0;
    for (int place = 0; place < shuffled.size(); place++) {
      while ((place + 0.5) / shuffled.size() * all > end && lot < lots.size() - 1) {
        lot++;
        end += lots.get(lot).weight();
      }
      receiver.accept(shuffled.get(place), lots.get(lot).values());
    }
  }
}
