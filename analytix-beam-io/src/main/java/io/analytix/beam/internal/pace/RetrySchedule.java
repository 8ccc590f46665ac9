// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * When to try again, by a policy, on the lane's own clock.
 *
 * @param random spreads repetitions
 */
public record RetrySchedule(RetryPolicy policy, RandomGenerator random, SchedulerClock time) {

  /**
   * The time of the next attempt in nanoseconds of the lane's time, empty if there is none.
   *
   * @param tried attempts so far
   * @param firstTried when the first was
   * @param retryAfter how long the service asks to be left alone
   */
  public OptionalLong next(int tried, long firstTried, Duration retryAfter) {
    long delay = Math.max(policy.delayNanos(tried, random), retryAfter.toNanos());
    long now = time.nanos();
    boolean late = now + delay - firstTried > policy.within().toNanos();
    return tried >= policy.attempts() || late ? OptionalLong.empty() : OptionalLong.of(now + delay);
  }
}
