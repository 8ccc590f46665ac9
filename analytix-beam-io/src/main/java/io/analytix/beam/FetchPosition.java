// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;

/**
 * What a lane asks its tracker for: a shard, or leave to pause.
 *
 * @param shard index of the shard, {@link #CHECKPOINT} or {@link #CONTINUE}
 * @param state what the lane carries over if this is its last step
 */
record FetchPosition(int shard, SchedulerCheckpoint state) {
  static final int CHECKPOINT = -1;

  /** Goes on with shards that were claimed before: runners take no output before a claim. */
  static final int CONTINUE = -2;
}
