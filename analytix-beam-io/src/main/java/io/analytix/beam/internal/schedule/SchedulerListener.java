// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.outcome.Outcome;

/** Is notified of what the scheduler does, on the scheduler's thread, so it must be quick. */
public interface SchedulerListener {
  /** Whether nothing more is to be sent. */
  default boolean isStopRequested() {
    return false;
  }

  /** A request was sent; {@code again} if it is a retry. */
  default void sent(boolean again) {}

  /** The Data API was called for a list of uploads; {@code again} if it is a retry. */
  default void listed(boolean again) {}

  /** The plan has grown by {@code more} requests. */
  default void found(int more) {}

  /** The scheduler waited this long for the rate limit, not for a response. */
  default void throttled(long milliseconds) {}

  /** Google rotated a refresh token, and the store did not save it. */
  default void unsaved() {}

  /** A planned request has ended. */
  default void ended(Outcome outcome) {}
}
