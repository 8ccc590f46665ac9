// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long new shards are claimed before a checkpoint lets the runner commit. The first comes after
 * a twentieth of it, so that first rows do not wait for a whole interval.
 *
 * @param most the whole interval
 * @param adaptive whether it is shorter as long as checkpoints cost little: each waits for the
 *     responses in flight, and the runner may encode the whole plan
 */
public record CheckpointInterval(Duration most, boolean adaptive) implements Serializable {
  private static final int FIRST_DIVISOR = 20;

  /** So that checkpoints cost a few hundredths of the time. */
  private static final int MIN_PER_COST = 20;

  /** To encode a shard of the plan and to decode it again. */
  private static final Duration COST_OF_SHARD = Duration.ofNanos(1000);

  /** The same interval each time. */
  public static CheckpointInterval fixed(Duration interval) {
    return new CheckpointInterval(interval, false);
  }

  /** From a twentieth of {@code most}, if checkpoints do not wait long, to {@code most}. */
  public static CheckpointInterval adaptive(Duration most) {
    return new CheckpointInterval(most, true);
  }

  /**
   * The interval that begins at a checkpoint.
   *
   * @param isStart whether the run begins there
   * @param settling how long the last one waited for responses in flight
   * @param shards the number of shards in the plan
   */
  Duration after(boolean isStart, Duration settling, int shards) {
    Duration least = most.dividedBy(FIRST_DIVISOR);
    if (isStart) {
      return least;
    }
    Duration cost = settling.plus(COST_OF_SHARD.multipliedBy(shards));
    Duration wanted = adaptive ? cost.multipliedBy(MIN_PER_COST) : most;
    return wanted.compareTo(most) > 0 ? most : wanted.compareTo(least) < 0 ? least : wanted;
  }
}
