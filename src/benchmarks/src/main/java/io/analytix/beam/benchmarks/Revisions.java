// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When figures appear and how they move: the newest days have none, then they change on some days.
 * Money changes once more, on the sixth of the next month.
 *
 * @param today null if all days have figures that never change
 * @param lag number of newest days without figures
 * @param moves on how many days after their first they change
 */
record Revisions(@Nullable LocalDate today, int lag, int moves) {
  /** Figures that never change. */
  static final Revisions NONE = new Revisions(null, 0, 0);

  private static final int DAY_OF_MONEY = 6;

  /** Returns the revisions of a form with {@code today}, {@code lag} and {@code moves}. */
  static Revisions of(Map<String, String> form) {
    return new Revisions(
        LocalDate.parse(form.getOrDefault("today", "")),
        Integer.parseInt(form.getOrDefault("lag", "0")),
        Integer.parseInt(form.getOrDefault("moves", "0")));
  }

  /** Returns which version of the figures a day has; a negative one if it has none yet. */
  int version(LocalDate day, boolean money) {
    if (today == null) {
      return 0;
    }
    long sinceFirst = today.toEpochDay() - day.toEpochDay() - lag - 1;
    LocalDate adjusted = day.withDayOfMonth(1).plusMonths(1).withDayOfMonth(DAY_OF_MONEY);
    int ofMoney = money && !today.isBefore(adjusted) ? 1 : 0;
    return sinceFirst < 0 ? -1 : (int) Math.min(sinceFirst, moves) + ofMoney;
  }
}
