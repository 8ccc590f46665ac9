// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.splittabledofn.HasDefaultTracker;

/**
 * The items of a plan that remain, shards or those of a bulk plan: {@code next} (inclusive) to
 * {@code end} (exclusive), with the scheduler's state.
 */
record FetchRestriction(int next, int end, SchedulerCheckpoint state)
    implements HasDefaultTracker<FetchRestriction, FetchRestrictionTracker>, Serializable {
  /** Whether nothing remains. */
  boolean isDone() {
    return next == end && state.postponed().isEmpty();
  }

  @Override
  public FetchRestrictionTracker newTracker() {
    return new FetchRestrictionTracker(this);
  }
}
