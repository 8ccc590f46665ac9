// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * When to try again, by a policy.
 *
 * @param random spreads retries
 */
public record RetrySchedule(RetryPolicy policy, RandomGenerator random, SchedulerClock time) {

  /** The same after {@code failed}, empty if that is no failure that can pass. */
  public OptionalLong next(ApiException failed, int tried, long firstTried) {
    if (failed instanceof ApiException.Unavailable later) {
      return next(tried, firstTried, later.retryAfter());
    }
    return failed instanceof ApiException.TooFast rate
        ? next(tried, firstTried, rate.retryAfter())
        : OptionalLong.empty();
  }

  /**
   * The time of the next attempt in nanoseconds of the clock, empty if there is none.
   *
   * @param tried attempts so far
   * @param firstTried when the first was
   * @param retryAfter the delay that the service requests
   */
  public OptionalLong next(int tried, long firstTried, Duration retryAfter) {
    long delay = Math.max(policy.delayNanos(tried, random), retryAfter.toNanos());
    long now = time.nanos();
    boolean late = now + delay - firstTried > policy.within().toNanos();
    return tried >= policy.attempts() || late ? OptionalLong.empty() : OptionalLong.of(now + delay);
  }
}
