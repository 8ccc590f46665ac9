// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.truth;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where tests that draw begin: every day elsewhere, and all day at the same place. */
public final class Seed {
  /** More than a test draws from seeds that follow each other. */
  private static final long SEEDS_PER_DAY = 1_000_000;

  private Seed() {}

  /** The day's seed; {@code -Dseed=N} sets another, {@code -Dseed=random} draws one. */
  public static long get() {
    String stated = System.getProperty("seed", "");
    return switch (stated) {
      case "" -> LocalDate.now(ZoneOffset.UTC).toEpochDay() * SEEDS_PER_DAY;
      case "random" -> System.nanoTime();
      default -> Long.parseLong(stated);
    };
  }
}
