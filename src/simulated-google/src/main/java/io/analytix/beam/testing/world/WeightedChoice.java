// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Weighted values. */
public record WeightedChoice(List<Lot> lots) {
  static final WeightedChoice NONE = new WeightedChoice(List.of());

  /** A set of values with its weight. A value is empty if a dimension has none. */
  public record Lot(double weight, List<String> values) {}

  /** Returns equally weighted options of one value each. */
  static WeightedChoice evenly(List<String> values) {
    return new WeightedChoice(values.stream().map(value -> new Lot(1, List.of(value))).toList());
  }

  /** Returns these options and one more. */
  WeightedChoice and(double weight, List<String> values) {
    List<Lot> more = new ArrayList<>(lots);
    more.add(new Lot(weight, values));
    return new WeightedChoice(more);
  }

  /** Assigns the options to members in shuffled order, to as many members as an option's weight says. Without options nothing is assigned. */
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
