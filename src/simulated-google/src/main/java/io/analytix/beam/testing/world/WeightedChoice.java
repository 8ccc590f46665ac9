// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Weighted values. */
public record WeightedChoice(List<Option> options) {
  static final WeightedChoice NONE = new WeightedChoice(List.of());

  /** A set of values with its weight. A value is empty if a dimension has none. */
  public record Option(double weight, List<String> values) {}

  /** Returns equally weighted options of one value each. */
  static WeightedChoice evenly(List<String> values) {
    return new WeightedChoice(values.stream().map(value -> new Option(1, List.of(value))).toList());
  }

  /** Returns these options and one more. */
  WeightedChoice and(double weight, List<String> values) {
    List<Option> more = new ArrayList<>(options);
    more.add(new Option(weight, values));
    return new WeightedChoice(more);
  }

  /**
   * Assigns the options to members in shuffled order, to as many members as an option's weight
   * says. Without options nothing is assigned.
   */
  void assign(
      List<Integer> members, KeyedRandom random, BiConsumer<Integer, List<String>> receiver) {
    if (options.isEmpty()) {
      return;
    }
    List<Integer> shuffled = new ArrayList<>(members);
    shuffled.sort(Comparator.comparingLong(member -> random.with(member).bits()));
    double all = options.stream().mapToDouble(Option::weight).sum();
    double end = options.get(0).weight();
    int option = 0;
    for (int place = 0; place < shuffled.size(); place++) {
      while ((place + 0.5) / shuffled.size() * all > end && option < options.size() - 1) {
        option++;
        end += options.get(option).weight();
      }
      receiver.accept(shuffled.get(place), options.get(option).values());
    }
  }
}
