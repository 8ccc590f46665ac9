// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.outcome.Outcome;
import java.io.Serializable;

/**
 * Is notified of a run's progress, on the workers that plan and fetch. The thread of the fetch lane
 * calls it, so it must return quickly. If a worker is replaced, some notifications may be repeated.
 */
public interface RunMonitor {
  /**
   * The run is planned. A report of every video counts as one request per channel until the
   * channel's videos are listed.
   */
  default void started(String runId, long plannedRequests) {}

  /** The bulk half of the run is planned: how many files are to be fetched. */
  default void startedBulk(String runId, long plannedFiles) {
    started(runId, plannedFiles);
  }

  /**
   * Whether the run is to end now: then nothing more is sent, calls in flight have a few seconds to
   * end, and requests without a response are deferred, so that the runner stores the others. Asked
   * all the time, so it must only look.
   */
  default boolean isStopRequested() {
    return false;
  }

  /** The run goes on without something that it could not read, in one line. */
  default void warned(String problem) {}

  /** A report request was sent; {@code again} if it is a retry. */
  default void sent(boolean again) {}

  /** The plan has {@code more} additional requests, because a channel's videos were listed. */
  default void found(long more) {}

  /** The Data API was called for a list of uploads; {@code again} if it is a retry. */
  default void listed(boolean again) {}

  /** The run waited for the rate limit, not for a response. */
  default void throttled(long milliseconds) {}

  /** A planned request has ended. */
  default void ended(Outcome outcome) {}

  /** The files of a bulk job were fetched as far as possible, or there were none to fetch. */
  default void jobEnded(BulkJobStatus job) {}

  /** Opens the monitor on the worker. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** Returns the monitor. */
    RunMonitor open();
  }
}
