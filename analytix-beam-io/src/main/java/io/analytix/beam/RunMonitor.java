// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import java.io.Serializable;

/**
 * Hears what a run does while it does it, on the worker that fetches. Called by the lane's own
 * thread, so it must be quick; a worker that is replaced may tell some things twice.
 */
public interface RunMonitor {
  /**
   * The run has its plan. A report of every video counts as one request of each channel until its
   * videos are known.
   */
  default void started(String runId, long plannedRequests) {}

  /** A report request was sent; {@code again} if it had been sent before. */
  default void sent(boolean again) {}

  /** So many requests more are planned than was known: a channel's videos were listed. */
  default void found(long more) {}

  /** The Data API was called for a list of uploads; {@code again} if it had been before. */
  default void listed(boolean again) {}

  /** The run waited this long for its pace, not for the server. */
  default void throttled(long milliseconds) {}

  /** A planned request has ended. */
  default void ended(Outcome outcome) {}

  /** Finds the monitor on the worker. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** The monitor. */
    RunMonitor open();
  }
}
