// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.util.Set;

/** Tells of which days an output holds rows: an answer without rows of them confirms none. */
@FunctionalInterface
public interface StoredDays {
  /** An output that holds no row. */
  StoredDays NONE = (outcome, days) -> Set.of();

  /**
   * Those of {@code days} of which rows of the outcome's channel and report are stored.
   *
   * @param days some that the outcome's request asked for, and that its answer does not speak for
   */
  Set<LocalDate> of(Outcome outcome, DateRange days);
}
