// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a lane's shards in order, and lets go of the rest only when the lane itself has paused.
 *
 * <p>A split that a runner wants while the lane is running would give two lanes, each at the full
 * pace, so it is refused. A runner's own checkpoint looks the same as the lane's, hence the pause
 * that the DoFn claims first.
 */
final class FetchRestrictionTracker extends RestrictionTracker<FetchRestriction, FetchPosition>
    implements RestrictionTracker.HasProgress {
  private FetchRestriction range;
  private int next;
  private SchedulerCheckpoint state;
  private boolean paused;

  FetchRestrictionTracker(FetchRestriction range) {
    this.range = range;
    this.next = range.next();
    this.state = range.state();
  }

  @Override
  public boolean tryClaim(FetchPosition step) {
    if (step.shard() == FetchPosition.CHECKPOINT) {
      paused = true;
      state = step.state();
      return true;
    }
    if (step.shard() == FetchPosition.CONTINUE) {
      return !paused;
    }
    if (paused || step.shard() != next || next >= range.end()) {
      return false;
    }
    next++;
    state = step.state();
    return true;
  }

  @Override
  public @Nullable SplitResult<FetchRestriction> trySplit(double fractionOfRemainder) {
    if (!paused || (next >= range.end() && state.postponed().isEmpty())) {
      return null;
    }
    FetchRestriction rest = new FetchRestriction(next, range.end(), state);
    range = new FetchRestriction(range.next(), next, range.state());
    state = rest.state();
    return SplitResult.of(range, rest);
  }

  @Override
  public FetchRestriction currentRestriction() {
    return range;
  }

  @Override
  public void checkDone() {
    if (next < range.end()) {
      throw new IllegalStateException("the lane stopped at shard " + next + " of " + range);
    }
  }

  @Override
  public IsBounded isBounded() {
    return IsBounded.BOUNDED;
  }

  @Override
  public Progress getProgress() {
    return Progress.from(next - range.next(), range.end() - next + state.postponed().size());
  }
}
