// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

/**
 * What a lane asks its tracker for: a shard, or leave to pause.
 *
 * @param shard index of the shard, or {@link #PAUSE}
 * @param notBefore when the request after this step may leave, in wall-clock milliseconds
 */
record LaneStep(int shard, long notBefore) {
  static final int PAUSE = -1;
}
