// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import java.util.function.Supplier;

/**
 * Takes a checkpoint from a scheduler that goes on without a pause: requests in flight belong to
 * the next one, and a scheduler that began from this one would send them again.
 */
@FunctionalInterface
public interface CheckpointHandover {
  /** Takes none: the scheduler waits for what is in flight, and returns. */
  CheckpointHandover NONE = (next, state) -> false;

  /**
   * Takes a checkpoint that is due, or refuses it for now.
   *
   * @param next the first shard that was not claimed
   * @param state is only called if the checkpoint is taken
   */
  boolean take(int next, Supplier<SchedulerCheckpoint> state);
}
