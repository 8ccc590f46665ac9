// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.util.Set;

/** Finds the days that have rows in an output although the response has none. */
@FunctionalInterface
public interface StoredDays {
  /** An output without rows. */
  StoredDays NONE = (outcome, days) -> Set.of();

  /**
   * Returns those of {@code days} that have stored rows of the outcome's channel and report.
   *
   * @param days requested days that the response does not cover
   */
  Set<LocalDate> of(Outcome outcome, DateRange days);
}
