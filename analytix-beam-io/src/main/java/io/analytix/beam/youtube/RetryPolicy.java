// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When transient failures are retried: exponential delays with full jitter, limited in number and
 * time.
 *
 * @param attempts maximum number of attempts, including the first
 * @param firstDelay maximum delay before the second attempt; it doubles with each further attempt
 * @param longestDelay maximum delay before any attempt
 * @param within maximum time from the first attempt to the start of the last; shorter than the
 *     checkpoint interval, so that a failing request does not delay a checkpoint
 * @param answerWithin timeout of one attempt, including the response body; short enough for further
 *     attempts
 */
public record RetryPolicy(
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration within,
    Duration answerWithin)
    implements Serializable {
  private static final Duration DEFAULT_RESPONSE_TIMEOUT = Duration.ofSeconds(20);

  /** Six attempts within 55 seconds, each with a timeout of 20 seconds. */
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

  /** Creates a policy with a response timeout of 20 seconds. */
  public RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration within) {
    this(attempts, firstDelay, longestDelay, within, DEFAULT_RESPONSE_TIMEOUT);
  }

  /** Returns a random delay after {@code failed} failed attempts, in nanoseconds. */
  public long delayNanos(int failed, RandomGenerator random) {
    double doubled = Math.scalb((double) firstDelay.toNanos(), failed - 1);
    long bound = (long) Math.min(doubled, (double) longestDelay.toNanos());
    return bound == 0 ? 0 : random.nextLong(bound + 1);
  }
}
