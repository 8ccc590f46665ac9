// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.QuotaUse;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What the next worker needs to go on after a checkpoint.
 *
 * @param notBefore the next request must not be sent before, so that the rate holds
 * @param used what the run and earlier runs have used of the day's quota
 * @param units the same of the Data API
 * @param postponed shards that were claimed and have to be begun again
 */
public record SchedulerCheckpoint(
    Instant notBefore, QuotaUse used, QuotaUse units, List<Postponed> postponed)
    implements Serializable {
  private static final Instant LATER_THAN_ANY_SLOT = Instant.parse("9999-01-01T00:00:00Z");

  public SchedulerCheckpoint {
    postponed = List.copyOf(postponed);
  }

  /**
   * Days of a shard that were postponed.
   *
   * @param shard its index in the plan
   * @param last whether it comes after everything else, because it is long
   */
  public record Postponed(int shard, DateRange days, boolean last) implements Serializable {}

  /** The checkpoint before the first request of a run that does not use the Data API. */
  public static SchedulerCheckpoint fresh(QuotaUse used) {
    return fresh(used, QuotaUse.none(used.day()));
  }

  /** The checkpoint before the first request of a run; what preceded the run is not known. */
  public static SchedulerCheckpoint fresh(QuotaUse used, QuotaUse units) {
    return new SchedulerCheckpoint(LATER_THAN_ANY_SLOT, used, units, List.of());
  }

  /** Whether the run begins here: a checkpoint that a worker leaves is not fresh. */
  public boolean isFresh() {
    return notBefore.equals(LATER_THAN_ANY_SLOT);
  }
}
