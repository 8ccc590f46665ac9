// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.QuotaUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.IsBounded;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.Progress;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;
import org.junit.jupiter.api.Test;

final class FetchRestrictionTrackerTest {
  private final FetchRestrictionTracker tracker =
      new FetchRestrictionTracker(new FetchRestriction(2, 6, state(1000)));

  private static SchedulerCheckpoint state(long notBefore) {
    return new SchedulerCheckpoint(
        Instant.ofEpochMilli(notBefore),
        new QuotaUse(LocalDate.EPOCH, 7 * notBefore),
        QuotaUse.none(LocalDate.EPOCH),
        List.of());
  }

  private boolean claim(int shard, long notBefore) {
    return tracker.tryClaim(new FetchPosition(shard, state(notBefore)));
  }

  @Test
  void trySplit_withoutACheckpoint_returnsNull() {
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(claim(2, 1100)).isTrue();
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(tracker.trySplit(0.5)).isNull();
    assertThat(tracker.currentRestriction()).isEqualTo(new FetchRestriction(2, 6, state(1000)));
    assertThrows(IllegalStateException.class, tracker::checkDone);
  }

  @Test
  void trySplit_afterACheckpoint_returnsTheRestWithItsState() {
    assertThat(claim(2, 1100)).isTrue();
    assertThat(claim(3, 1200)).isTrue();
    assertThat(claim(FetchPosition.CHECKPOINT, 1300)).isTrue();
    assertThat(claim(4, 1400)).isFalse();

    assertThat(tracker.trySplit(0))
        .isEqualTo(
            SplitResult.of(
                new FetchRestriction(2, 4, state(1000)), new FetchRestriction(4, 6, state(1300))));
    assertThat(tracker.trySplit(0)).isNull();
    tracker.checkDone();
  }

  @Test
  void tryClaim_shardsOutOfOrder_returnsFalse() {
    assertThat(claim(3, 0)).isFalse();
    assertThat(claim(2, 0)).isTrue();
    assertThat(claim(2, 0)).isFalse();
    assertThat(claim(3, 0)).isTrue();
    assertThat(claim(4, 0)).isTrue();
    assertThat(tracker.getProgress()).isEqualTo(Progress.from(3, 1));
    assertThat(claim(5, 0)).isTrue();
    assertThat(claim(6, 0)).isFalse();
    tracker.checkDone();
    assertThat(claim(FetchPosition.CHECKPOINT, 0)).isTrue();
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(tracker.isBounded()).isEqualTo(IsBounded.BOUNDED);
  }

  @Test
  void trySplit_checkpointAfterTheLastShard_keepsThePostponedShards() {
    SchedulerCheckpoint putOff =
        new SchedulerCheckpoint(
            Instant.EPOCH,
            QuotaUse.none(LocalDate.EPOCH),
            QuotaUse.none(LocalDate.EPOCH),
            List.of(
                new SchedulerCheckpoint.Postponed(
                    5, new DateRange(LocalDate.EPOCH, LocalDate.EPOCH), true)));
    for (int shard = 2; shard < 6; shard++) {
      assertThat(claim(shard, 1000)).isTrue();
    }
    assertThat(tracker.trySplit(0)).isNull();
    assertThat(tracker.tryClaim(new FetchPosition(FetchPosition.CHECKPOINT, putOff))).isTrue();

    FetchRestriction rest = tracker.trySplit(0).getResidual();

    assertThat(rest).isEqualTo(new FetchRestriction(6, 6, putOff));
    FetchRestrictionTracker next = new FetchRestrictionTracker(rest);
    assertThat(next.tryClaim(new FetchPosition(FetchPosition.CONTINUE, putOff))).isTrue();
    next.checkDone();
    tracker.checkDone();
  }
}
