// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.internal.schedule.VirtualTime;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetryScheduleTest {
  private static final Failure FAILURE = Failure.of(Cause.BACKEND, "staged");

  private final VirtualTime time = new VirtualTime();
  private final RetrySchedule retries =
      new RetrySchedule(
          new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(20)),
          new Random(1),
          time);

  @Test
  void next_delays_stayWithinTheirBounds() {
    time.pass(Duration.ofSeconds(5));
    for (int tried = 1; tried < 4; tried++) {
      for (int i = 0; i < 200; i++) {
        long delay = retries.next(tried, time.nanos(), Duration.ZERO).orElseThrow() - time.nanos();

        assertWithMessage("after %s", tried).that(delay).isAtLeast(0);
        assertWithMessage("after %s", tried)
            .that(delay)
            .isAtMost(Duration.ofSeconds(Math.min(3, 1L << (tried - 1))).toNanos());
      }
    }
  }

  @Test
  void next_lastAttempt_isEmpty() {
    assertThat(retries.next(4, 0, Duration.ZERO)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void next_tooLateAfterTheFirst_isEmpty() {
    time.pass(Duration.ofSeconds(21));

    assertThat(retries.next(1, 0, Duration.ZERO)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void next_serviceRequestsADelay_isNotBefore() {
    assertThat(retries.next(1, 0, Duration.ofSeconds(9)).orElseThrow())
        .isEqualTo(Duration.ofSeconds(9).toNanos());
    assertThat(retries.next(1, 0, Duration.ofSeconds(30))).isEqualTo(OptionalLong.empty());
  }

  @Test
  void next_afterFailure_onlyThoseThatCanPass() {
    Duration wait = Duration.ofSeconds(9);

    assertThat(retries.next(new ApiException.Unavailable(FAILURE, wait), 1, 0))
        .isEqualTo(OptionalLong.of(wait.toNanos()));
    assertThat(retries.next(new ApiException.TooFast(FAILURE, wait, true), 1, 0))
        .isEqualTo(OptionalLong.of(wait.toNanos()));
    assertThat(retries.next(new ApiException.DayQuotaUsed(FAILURE), 1, 0))
        .isEqualTo(OptionalLong.empty());
    assertThat(retries.next(new ApiException.ReportRefused(FAILURE), 1, 0))
        .isEqualTo(OptionalLong.empty());
  }
}
