// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Selects faults at random, determined by the seed and the order of arrival. */
final class FaultInjector {
  private final Random random;
  private final double share;
  private final List<ServerFault> faults;

  /** Part of the seed of all cells: another generation has other figures. */
  final int generation;

  /** The lifetime of access tokens in milliseconds. */
  final long tokenMillis;

  private FaultInjector(
      long seed, double share, List<ServerFault> faults, int generation, long tokenMillis) {
    this.random = new Random(seed);
    this.share = share;
    this.faults = faults;
    this.generation = generation;
    this.tokenMillis = tokenMillis;
  }

  /** Without faults. */
  static FaultInjector none() {
    return of(Map.of());
  }

  /**
   * From form fields: {@code seed}, {@code share}, {@code faults}, {@code generation}, {@code
   * tokenMillis}.
   */
  static FaultInjector of(Map<String, String> form) {
    return new FaultInjector(
        Long.parseLong(form.getOrDefault("seed", "1")),
        Double.parseDouble(form.getOrDefault("share", "0")),
        Stream.of(form.getOrDefault("faults", "").split(","))
            .filter(name -> !name.isEmpty())
            .map(ServerFault::valueOf)
            .toList(),
        Integer.parseInt(form.getOrDefault("generation", "1")),
        Long.parseLong(form.getOrDefault("tokenMillis", "3599000")));
  }

  /** Returns the fault of this request, null for none. */
  synchronized @Nullable ServerFault next(String query) {
    if (faults.isEmpty()) {
      return null;
    }
    ServerFault fault = faults.get(random.nextInt(faults.size()));
    boolean happens =
        fault.passes()
            ? random.nextDouble() < share
            : Math.floorMod(query.hashCode(), 1000) < share * 1000;
    return happens ? fault : null;
  }
}
