// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.plan.QuotaUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointIntervalTest {
  private static final QuotaUse UNUSED = QuotaUse.none(LocalDate.parse("2026-11-23"));
  private static final SchedulerCheckpoint LATER =
      new SchedulerCheckpoint(Instant.EPOCH, UNUSED, UNUSED, List.of());

  @ParameterizedTest
  @CsvSource({
    "0, 0, 2000",
    "99, 5, 2000",
    "100, 0, 2000",
    "250, 0, 5000",
    "1000, 0, 20000",
    "90000, 0, 20000",
    "0, 150000, 3000",
    "100, 150000, 5000",
    "0, 1500000, 20000",
  })
  void after_adaptive_isTwentyTimesWhatACheckpointCosts(long settling, int shards, long expected) {
    CheckpointInterval interval = CheckpointInterval.adaptive(Duration.ofSeconds(20));

    assertThat(interval.after(LATER, Duration.ofMillis(settling), shards))
        .isEqualTo(Duration.ofMillis(expected));
  }

  @Test
  void after_fixed_isTheSameEachTime() {
    CheckpointInterval interval = CheckpointInterval.fixed(Duration.ofSeconds(60));

    assertThat(interval.after(LATER, Duration.ZERO, 1)).isEqualTo(Duration.ofSeconds(60));
    assertThat(interval.after(LATER, Duration.ofHours(1), 1)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void after_firstOfARun_isATenth() {
    SchedulerCheckpoint first = SchedulerCheckpoint.fresh(UNUSED);

    assertThat(CheckpointInterval.fixed(Duration.ofSeconds(60)).after(first, Duration.ZERO, 1))
        .isEqualTo(Duration.ofSeconds(6));
    assertThat(CheckpointInterval.adaptive(Duration.ofSeconds(20)).after(first, Duration.ZERO, 1))
        .isEqualTo(Duration.ofSeconds(2));
  }
}
