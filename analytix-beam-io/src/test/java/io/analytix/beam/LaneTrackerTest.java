// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.fetch.LaneState;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.DayUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.IsBounded;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.Progress;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;
import org.junit.jupiter.api.Test;

final class LaneTrackerTest {
  private final LaneTracker tracker = new LaneTracker(new LaneProgress(2, 6, state(1000)));

  private static LaneState state(long notBefore) {
    return new LaneState(
        Instant.ofEpochMilli(notBefore),
        new DayUse(LocalDate.EPOCH, 7 * notBefore),
        DayUse.none(LocalDate.EPOCH),
        List.of());
  }

  private boolean claim(int shard, long notBefore) {
    return tracker.tryClaim(new LaneStep(shard, state(notBefore)));
  }

  @Test
  void trySplit_whileTheLaneRuns_isRefused() {
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(claim(2, 1100)).isTrue();
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(tracker.trySplit(0.5)).isNull();
    assertThat(tracker.currentRestriction()).isEqualTo(new LaneProgress(2, 6, state(1000)));
    assertThrows(IllegalStateException.class, tracker::checkDone);
  }

  @Test
  void trySplit_afterAPause_leavesTheRestWithItsNextSlot() {
    assertThat(claim(2, 1100)).isTrue();
    assertThat(claim(3, 1200)).isTrue();
    assertThat(claim(LaneStep.PAUSE, 1300)).isTrue();
    assertThat(claim(4, 1400)).isFalse();

    assertThat(tracker.trySplit(0))
        .isEqualTo(
            SplitResult.of(
                new LaneProgress(2, 4, state(1000)), new LaneProgress(4, 6, state(1300))));
    assertThat(tracker.trySplit(0)).isNull();
    tracker.checkDone();
  }

  @Test
  void tryClaim_shardsOutOfTurn_areRefused() {
    assertThat(claim(3, 0)).isFalse();
    assertThat(claim(2, 0)).isTrue();
    assertThat(claim(2, 0)).isFalse();
    assertThat(claim(3, 0)).isTrue();
    assertThat(claim(4, 0)).isTrue();
    assertThat(tracker.getProgress()).isEqualTo(Progress.from(3, 1));
    assertThat(claim(5, 0)).isTrue();
    assertThat(claim(6, 0)).isFalse();
    tracker.checkDone();
    assertThat(claim(LaneStep.PAUSE, 0)).isTrue();
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(tracker.isBounded()).isEqualTo(IsBounded.BOUNDED);
  }

  @Test
  void trySplit_afterAPauseBehindTheLastShard_handsOutWhatWasPutOff() {
    LaneState putOff =
        new LaneState(
            Instant.EPOCH,
            DayUse.none(LocalDate.EPOCH),
            DayUse.none(LocalDate.EPOCH),
            List.of(
                new LaneState.Postponed(5, new DateRange(LocalDate.EPOCH, LocalDate.EPOCH), true)));
    for (int shard = 2; shard < 6; shard++) {
      assertThat(claim(shard, 1000)).isTrue();
    }
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(tracker.tryClaim(new LaneStep(LaneStep.PAUSE, putOff))).isTrue();

    LaneProgress rest = tracker.trySplit(0).getResidual();

    assertThat(rest).isEqualTo(new LaneProgress(6, 6, putOff));
    LaneTracker next = new LaneTracker(rest);
    assertThat(next.tryClaim(new LaneStep(LaneStep.GO_ON, putOff))).isTrue();
    next.checkDone();
    tracker.checkDone();
  }
}
