// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.fetch.LaneState;

/**
 * What a lane asks its tracker for: a shard, or leave to pause.
 *
 * @param shard index of the shard, {@link #PAUSE} or {@link #GO_ON}
 * @param state what the lane carries over if this is its last step
 */
record LaneStep(int shard, LaneState state) {
  static final int PAUSE = -1;

  /** Goes on with shards that were claimed before: runners take no output before a claim. */
  static final int GO_ON = -2;
}
