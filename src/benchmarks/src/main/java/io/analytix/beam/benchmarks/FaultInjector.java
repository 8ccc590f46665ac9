// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws what goes wrong; the same seed draws the same for the same order of arrival. */
final class FaultInjector {
  private final Random random;
  private final double share;
  private final List<Trouble> troubles;

  /** What is drawn into the cells of answers, so that another generation has other figures. */
  final int generation;

  /** How long an access token is taken, milliseconds. */
  final long tokenMillis;

  private FaultInjector(
      long seed, double share, List<Trouble> troubles, int generation, long tokenMillis) {
    this.random = new Random(seed);
    this.share = share;
    this.troubles = troubles;
    this.generation = generation;
    this.tokenMillis = tokenMillis;
  }

  /** All goes well. */
  static FaultInjector none() {
    return of(Map.of());
  }

  /** As a form says: {@code seed}, {@code share}, {@code troubles}, {@code generation}, … */
  static FaultInjector of(Map<String, String> form) {
    return new FaultInjector(
        Long.parseLong(form.getOrDefault("seed", "1")),
        Double.parseDouble(form.getOrDefault("share", "0")),
        Stream.of(form.getOrDefault("troubles", "").split(","))
            .filter(name -> !name.isEmpty())
            .map(Trouble::valueOf)
            .toList(),
        Integer.parseInt(form.getOrDefault("generation", "1")),
        Long.parseLong(form.getOrDefault("tokenMillis", "3599000")));
  }

  /** What goes wrong with this query now; null if nothing. */
  synchronized @Nullable Trouble draw(String query) {
    if (troubles.isEmpty()) {
      return null;
    }
    Trouble trouble = troubles.get(random.nextInt(troubles.size()));
    boolean happens =
        trouble.passes()
            ? random.nextDouble() < share
            : Math.floorMod(query.hashCode(), 1000) < share * 1000;
    return happens ? trouble : null;
  }
}
