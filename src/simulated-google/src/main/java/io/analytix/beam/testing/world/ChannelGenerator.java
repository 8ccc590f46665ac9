// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.SimulatedChannel;
import java.time.LocalDate;
import java.util.List;

/** Generates channels that depend only on the seed. */
public final class ChannelGenerator {
  private static final List<String> PLACES =
      List.of(
          "alpine",
          "harbour",
          "desert",
          "island",
          "meadow",
          "northern",
          "river",
          "city",
          "forest",
          "valley",
          "sunny",
          "quiet",
          "little",
          "old-town",
          "coastal",
          "hilltop");
  private static final List<String> TRADES =
      List.of(
          "baker",
          "potter",
          "gardener",
          "luthier",
          "cyclist",
          "astronomer",
          "weaver",
          "angler",
          "cook",
          "carpenter",
          "painter",
          "birder",
          "runner",
          "chemist",
          "drummer",
          "sailor");

  private ChannelGenerator() {}

  public static SimulatedChannel channel(long seed, int number, LocalDate today) {
    KeyedRandom random = KeyedRandom.from(seed).with("cast").with(number);
    return SimulatedChannel.named(handle(number))
        .monetised(number % 4 != 3)
        .startDay(today.minusDays(200 + random.with("age").below(2_000)))
        .inactiveShare(number % 5 == 2 ? 0.3 : 0.03)
        .lateDays(2 + (int) random.with("late").below(2))
        .videoCount(number % 7 == 1 ? 260 : 8 + (int) random.with("videos").below(40))
        .dailyViews(200 + (int) random.with("views").below(20_000))
        .build();
  }

  /** Uses every pair of words once before appending numbers. */
  private static String handle(int number) {
    int places = PLACES.size();
    int place = number % places;
    int trade = (number / places + number) % TRADES.size();
    int round = number / (places * TRADES.size());
    String name = PLACES.get(place) + "-" + TRADES.get(trade);
    return round == 0 ? name : name + "-" + (round + 1);
  }
}
