// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.plan.DayUse;
import java.io.Serializable;
import java.time.Instant;

/**
 * What a lane carries over a pause, wherever it goes on.
 *
 * @param notBefore the next request must not leave before, so that the pace holds
 * @param used what the run and earlier runs have used of the day's quota
 */
public record LaneState(Instant notBefore, DayUse used) implements Serializable {
  /** The state of a lane that has not begun. */
  public static LaneState fresh(DayUse used) {
    return new LaneState(Instant.EPOCH, used);
  }
}
