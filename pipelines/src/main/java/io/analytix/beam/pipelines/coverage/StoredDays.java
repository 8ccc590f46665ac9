// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.outcome.Outcome;
import java.time.LocalDate;
import java.util.Set;

/** Tells of which days an output holds rows: an empty answer does not confirm these. */
@FunctionalInterface
public interface StoredDays {
  /** An output that holds no row. */
  StoredDays NONE = outcome -> Set.of();

  /** The days of the outcome's channel and report that have stored rows, among others perhaps. */
  Set<LocalDate> of(Outcome outcome);
}
