// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.outcome.Outcome;

/** Hears what a lane does, on the lane's own thread: so it must be quick. */
public interface SchedulerListener {
  /** A request was sent; {@code again} if it had been sent before. */
  default void sent(boolean again) {}

  /** The Data API was called for a list of uploads; {@code again} if it had been before. */
  default void listed(boolean again) {}

  /** So many requests more are planned than was known. */
  default void found(int more) {}

  /** The lane waited this long for its pace, not for the server. */
  default void throttled(long milliseconds) {}

  /** Google renewed a refresh token, and the store did not save it. */
  default void unsaved() {}

  /** A planned request has ended. */
  default void ended(Outcome outcome) {}
}
