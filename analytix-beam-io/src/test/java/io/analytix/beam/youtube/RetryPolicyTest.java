// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
  @Test
  void delayNanos_anyPolicyAndAttempt_isWithinTheDoublingBoundAndTheMaximum() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Duration first = Duration.ofMillis(random.nextLong(3) * random.nextLong(100_000));
      Duration longest = Duration.ofMillis(random.nextInt(60_000));
      RetryPolicy policy = new RetryPolicy(100, first, longest, Duration.ofMinutes(1));
      for (int failed = 1; failed < 100; failed++) {
        double bound =
            Math.min(first.toNanos() * Math.pow(2, failed - 1), (double) longest.toNanos());
        long delay = policy.delayNanos(failed, random);
        assertWithMessage("seed %s after %s", seed, failed).that(delay).isAtLeast(0);
        assertWithMessage("seed %s after %s", seed, failed).that((double) delay).isAtMost(bound);
      }
    }
  }

  @Test
  void policy_invalid_isRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(0, second, second, second));
    assertThrows(
        IllegalArgumentException.class, () -> new RetryPolicy(1, second.negated(), second, second));
    assertThrows(
        IllegalArgumentException.class, () -> new RetryPolicy(1, second, second.negated(), second));
    assertThat(RetryPolicy.DEFAULT.within()).isLessThan(Duration.ofSeconds(60));
  }
}
