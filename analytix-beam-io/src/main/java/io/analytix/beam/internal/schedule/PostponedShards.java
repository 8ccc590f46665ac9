// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint.Postponed;
import io.analytix.beam.plan.DateRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a lane's work a stretch takes on: what waits for a later one, and what comes last. A
 * runner may keep all that a stretch hands out in memory until the pause, so it must not be more
 * than fits.
 */
final class PostponedShards {
  /** Rows of single videos, of which there may be very many; some 200 megabytes. */
  private static final long MAX_ROWS_IN_MEMORY = 250_000;

  private final Deque<Postponed> soon = new ArrayDeque<>();
  private final Deque<Postponed> last = new ArrayDeque<>();
  private long rows;
  private boolean full;

  PostponedShards(SchedulerCheckpoint state) {
    state.postponed().forEach(this::add);
  }

  private void add(Postponed postponed) {
    (postponed.last() ? last : soon).add(postponed);
  }

  /** Takes on so many rows more, unless that is too much for this stretch. */
  boolean takes(long more) {
    if (rows > 0 && rows + more > MAX_ROWS_IN_MEMORY) {
      full = true;
      return false;
    }
    rows += more;
    return true;
  }

  /** Whether the stretch should take on nothing more. */
  boolean isFull() {
    return full;
  }

  /** Puts days of a shard off: behind everything else, or only until there is room. */
  void postpone(PendingShard work, DateRange days, boolean behind) {
    add(new Postponed(work.place(), days, behind));
  }

  /** What was put off and is next, null if nothing is before what was not begun yet. */
  @Nullable Postponed next(boolean allClaimed) {
    Postponed next = soon.poll();
    return next == null && allClaimed ? last.poll() : next;
  }

  /** Whether nothing was put off. */
  boolean isDone() {
    return soon.isEmpty() && last.isEmpty();
  }

  /** What was put off, for the next stretch. */
  List<Postponed> postponed() {
    List<Postponed> all = new ArrayList<>(soon);
    all.addAll(last);
    return all;
  }
}
