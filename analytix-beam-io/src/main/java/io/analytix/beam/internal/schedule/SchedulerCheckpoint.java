// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.QuotaUse;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a lane carries over a pause, wherever it goes on.
 *
 * @param notBefore the next request must not leave before, so that the pace holds
 * @param used what the run and earlier runs have used of the day's quota
 * @param units what the run has used of the day's quota of the Data API
 * @param postponed what was claimed and is yet to be begun
 */
public record SchedulerCheckpoint(
    Instant notBefore, QuotaUse used, QuotaUse units, List<Postponed> postponed)
    implements Serializable {
  private static final Instant LATER_THAN_ANY_SLOT = Instant.parse("9999-01-01T00:00:00Z");

  public SchedulerCheckpoint {
    postponed = List.copyOf(postponed);
  }

  /**
   * Days of a shard that were put off.
   *
   * @param shard its place in the lane
   * @param last whether it comes after everything else, because it is long
   */
  public record Postponed(int shard, DateRange days, boolean last) implements Serializable {}

  /** The state of a lane that has not begun, in a run of which nobody knows what preceded it. */
  public static SchedulerCheckpoint fresh(QuotaUse used) {
    return new SchedulerCheckpoint(LATER_THAN_ANY_SLOT, used, QuotaUse.none(used.day()), List.of());
  }
}
