// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.QuotaUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostponedShardsTest {
  private static final DateRange DAYS = SchedulerParts.ONE_DAY;

  private final VirtualTime time = new VirtualTime();
  private final PostponedShards postponed = of();

  private PostponedShards of(SchedulerCheckpoint.Postponed... before) {
    QuotaUse used = QuotaUse.none(LocalDate.parse("2026-11-23"));
    return new PostponedShards(
        new SchedulerCheckpoint(Instant.EPOCH, used, used, List.of(before)), time, 1000);
  }

  @Test
  void next_shardsBehindAll_waitUntilAllAreClaimed() {
    postponed.postpone(1, DAYS, true);
    postponed.postpone(2, DAYS, false);

    assertThat(postponed.next()).isEqualTo(new SchedulerCheckpoint.Postponed(2, DAYS, false));
    assertThat(postponed.next()).isNull();
    assertThat(postponed.isEmpty()).isFalse();
    postponed.allClaimed(true);
    assertThat(postponed.next()).isEqualTo(new SchedulerCheckpoint.Postponed(1, DAYS, true));
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void all_ofTheLastCheckpoint_isKept() {
    SchedulerCheckpoint.Postponed last = new SchedulerCheckpoint.Postponed(1, DAYS, true);
    SchedulerCheckpoint.Postponed soon = new SchedulerCheckpoint.Postponed(2, DAYS, false);

    assertThat(of(last, soon).all()).containsExactly(soon, last).inOrder();
  }

  @Test
  void takes_rowsThatDoNotFit_isFull() {
    assertThat(postponed.takes(250_000)).isTrue();
    assertThat(postponed.isFull()).isFalse();
    assertThat(postponed.takes(1)).isFalse();
    assertThat(postponed.isFull()).isTrue();
  }

  @Test
  void takes_firstShard_fitsWhateverItsSize() {
    assertThat(postponed.takes(1_000_000)).isTrue();
  }

  @Test
  void isCheckpointDue_atItsTime_isTrue() {
    time.pass(Duration.ofNanos(999));
    assertThat(postponed.isCheckpointDue()).isFalse();
    time.pass(Duration.ofNanos(1));
    assertThat(postponed.isCheckpointDue()).isTrue();
  }
}
