// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;

/**
 * A position that the fetch lane claims from its tracker: a shard, or a checkpoint.
 *
 * @param shard index of the shard, {@link #CHECKPOINT} or {@link #CONTINUE}
 * @param state the scheduler's state, which the next checkpoint saves if this is the last claim
 *     before it
 */
record FetchPosition(int shard, SchedulerCheckpoint state) {
  static final int CHECKPOINT = -1;

  /**
   * Continues with shards that were claimed before: runners accept no output before the first
   * claim.
   */
  static final int CONTINUE = -2;
}
