// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointIntervalTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1000",
    "49, 5, 1000",
    "50, 0, 1000",
    "250, 0, 5000",
    "1000, 0, 20000",
    "90000, 0, 20000",
    "0, 150000, 3000",
    "100, 150000, 5000",
    "0, 1500000, 20000",
  })
  void after_adaptive_isTwentyTimesWhatACheckpointCosts(long settling, int shards, long expected) {
    CheckpointInterval interval = CheckpointInterval.adaptive(Duration.ofSeconds(20));

    assertThat(interval.after(false, Duration.ofMillis(settling), shards))
        .isEqualTo(Duration.ofMillis(expected));
  }

  @Test
  void after_fixed_isTheSameEachTime() {
    CheckpointInterval interval = CheckpointInterval.fixed(Duration.ofSeconds(60));

    assertThat(interval.after(false, Duration.ZERO, 1)).isEqualTo(Duration.ofSeconds(60));
    assertThat(interval.after(false, Duration.ofHours(1), 1)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void after_firstOfARun_isATwentieth() {
    assertThat(CheckpointInterval.fixed(Duration.ofSeconds(60)).after(true, Duration.ZERO, 1))
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(CheckpointInterval.adaptive(Duration.ofSeconds(20)).after(true, Duration.ZERO, 1))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
