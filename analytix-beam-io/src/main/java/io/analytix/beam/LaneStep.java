// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.fetch.LaneState;

/**
 * What a lane asks its tracker for: a shard, or leave to pause.
 *
 * @param shard index of the shard, or {@link #PAUSE}
 * @param state what the lane carries over if this is its last step
 */
record LaneStep(int shard, LaneState state) {
  static final int PAUSE = -1;
}
