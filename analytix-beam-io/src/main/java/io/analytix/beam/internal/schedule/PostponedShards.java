// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.schedule.SchedulerCheckpoint.Postponed;
import io.analytix.beam.plan.DateRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shards that have to come later: because there is no room before the next checkpoint, or because
 * they are so long that all others come first. A runner may keep everything that is output between
 * two checkpoints in memory, so that is limited.
 */
final class PostponedShards {
  /** Rows of single videos between two checkpoints: about 200 megabytes. */
  private static final long MAX_ROWS_IN_MEMORY = 250_000;

  private final Deque<Postponed> soon = new ArrayDeque<>();
  private final Deque<Postponed> last = new ArrayDeque<>();
  private final SchedulerClock clock;
  private long checkpointNanos;
  private long rows;
  private boolean full;
  private boolean allClaimed;

  /**
   * What the last checkpoint postponed.
   *
   * @param checkpointNanos when the next checkpoint is due, in nanoseconds of the clock
   */
  PostponedShards(SchedulerCheckpoint checkpoint, SchedulerClock clock, long checkpointNanos) {
    this.clock = clock;
    this.checkpointNanos = checkpointNanos;
    checkpoint.postponed().forEach(this::add);
  }

  private void add(Postponed postponed) {
    (postponed.last() ? last : soon).add(postponed);
  }

  /** Whether the next checkpoint is due, so that nothing more is begun. */
  boolean isCheckpointDue() {
    return clock.nanos() >= checkpointNanos;
  }

  /** The runner commits what has finished, and the lane goes on until this checkpoint. */
  void nextCheckpoint(long nanos) {
    checkpointNanos = nanos;
  }

  /** How long the next checkpoint has been due, zero if it is not. */
  Duration overdue() {
    return Duration.ofNanos(Math.max(0, clock.nanos() - checkpointNanos));
  }

  /** Whether these rows still fit before the next checkpoint; counts them if they do. */
  boolean takes(long more) {
    if (rows > 0 && rows + more > MAX_ROWS_IN_MEMORY) {
      full = true;
      return false;
    }
    rows += more;
    return true;
  }

  /** Whether rows did not fit any more. */
  boolean isFull() {
    return full;
  }

  /** Sets whether all shards of the plan are claimed, so that long ones are next. */
  void allClaimed(boolean claimed) {
    allClaimed = claimed;
  }

  boolean isAllClaimed() {
    return allClaimed;
  }

  /** Postpones days of a shard: after everything else, or until there is room. */
  void postpone(int place, DateRange days, boolean behindAll) {
    add(new Postponed(place, days, behindAll));
  }

  /** Takes the next postponed shard, null if a shard of the plan comes first, or nothing does. */
  @Nullable Postponed next() {
    Postponed next = soon.poll();
    return next == null && allClaimed ? last.poll() : next;
  }

  /** Whether nothing is postponed. */
  boolean isEmpty() {
    return soon.isEmpty() && last.isEmpty();
  }

  /** All that is postponed, for the checkpoint. */
  List<Postponed> all() {
    List<Postponed> all = new ArrayList<>(soon);
    all.addAll(last);
    return all;
  }
}
