// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how late a passing failure is asked again: exponential delays with full jitter,
 * bounded in count and in time.
 *
 * @param attempts how often something is asked at most, the first time included
 * @param firstDelay the longest delay before the second attempt; it doubles with each
 * @param longestDelay no delay is longer
 * @param within no attempt starts later than this after the first; below the lane's pause, so that
 *     a stubborn request does not hold the lane
 * @param answerWithin how long a whole answer is waited for; short enough for some attempts more
 */
public record RetryPolicy(
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration within,
    Duration answerWithin)
    implements Serializable {
  private static final Duration DEFAULT_RESPONSE_TIMEOUT = Duration.ofSeconds(20);

  /** Six attempts within 55 seconds. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(55));

  public RetryPolicy {
    if (attempts < 1 || firstDelay.isNegative() || longestDelay.isNegative()) {
      throw new IllegalArgumentException(
          "a retry policy needs at least 1 attempt and no negative delay, but has " + attempts);
    }
    if (answerWithin.isNegative() || answerWithin.isZero()) {
      throw new IllegalArgumentException("answerWithin must be positive, but was " + answerWithin);
    }
  }

  /** A policy that waits 20 seconds for an answer. */
  public RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration within) {
    this(attempts, firstDelay, longestDelay, within, DEFAULT_RESPONSE_TIMEOUT);
  }

  /** A random delay after {@code failed} failed attempts, nanoseconds. */
  public long delayNanos(int failed, RandomGenerator random) {
    double doubled = Math.scalb((double) firstDelay.toNanos(), failed - 1);
    long bound = (long) Math.min(doubled, (double) longestDelay.toNanos());
    return bound == 0 ? 0 : random.nextLong(bound + 1);
  }
}
