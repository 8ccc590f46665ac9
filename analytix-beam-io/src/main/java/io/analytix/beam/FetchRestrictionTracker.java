// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;
import org.jspecify.annotations.Nullable;

/**
 * Accepts claims of shards in order, and splits off the rest only after the fetch lane has claimed
 * a checkpoint.
 *
 * <p>A split while the fetch lane is running would create two lanes, each with the full request
 * rate, so the tracker rejects it. The runner's own checkpoints and those of the DoFn call the same
 * method; therefore the DoFn claims {@link FetchPosition#CHECKPOINT} first.
 */
final class FetchRestrictionTracker extends RestrictionTracker<FetchRestriction, FetchPosition>
    implements RestrictionTracker.HasProgress {
  private FetchRestriction range;
  private int next;
  private SchedulerCheckpoint state;
  private boolean checkpointed;

  FetchRestrictionTracker(FetchRestriction range) {
    this.range = range;
    this.next = range.next();
    this.state = range.state();
  }

  @Override
  public boolean tryClaim(FetchPosition step) {
    if (step.shard() == FetchPosition.CHECKPOINT) {
      checkpointed = true;
      state = step.state();
      return true;
    }
    if (step.shard() == FetchPosition.CONTINUE) {
      return !checkpointed;
    }
    if (checkpointed || step.shard() != next || next >= range.end()) {
      return false;
    }
    next++;
    state = step.state();
    return true;
  }

  @Override
  public @Nullable SplitResult<FetchRestriction> trySplit(double fractionOfRemainder) {
    FetchRestriction rest = new FetchRestriction(next, range.end(), state);
    if (!checkpointed || rest.isDone()) {
      return null;
    }
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
      throw new IllegalStateException("the fetch stopped at shard " + next + " of " + range);
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
