// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What earlier responses show about the OAuth client and the API as a whole. */
final class RequestHistory {
  /** The failure of requests without a response when the run is interrupted. */
  static final Failure INTERRUPTED =
      new Failure(
          Cause.INTERNAL,
          "not sent, or without a response, when the run was interrupted",
          "Run again with --resume.",
          null,
          null);

  /** After this many failures that do not concern the client, requests run in parallel. */
  private static final int MAX_TRIALS = 3;

  private final Map<String, Complete> largest = new HashMap<>();
  private @Nullable Failure stopped;
  private boolean confirmed;
  private int trials;

  /**
   * Whether client and API have been seen to work. Before that, one call at a time is made, so that
   * a bad client costs a few calls and not one per channel.
   */
  boolean isConfirmed() {
    return confirmed;
  }

  /** A report request was answered, if only with a refusal. */
  void confirmed() {
    confirmed = true;
  }

  /** A call ended in a way that does not show whether the client works. */
  void inconclusive() {
    confirmed |= ++trials >= MAX_TRIALS;
  }

  /** A call has failed; refusals of a list of uploads do not concern reports. */
  void failed(ApiException failed, boolean listing) {
    if (failed instanceof ApiException.Unavailable) {
      inconclusive();
    } else if (!listing
        && (failed instanceof ApiException.TooFast
            || failed instanceof ApiException.ChannelRefused
            || failed instanceof ApiException.ReportRefused)) {
      confirmed();
    }
  }

  /**
   * A response that was not cut.
   *
   * @param maxRows how many rows it could have had
   */
  private record Complete(int rows, long maxRows) {}

  /**
   * Whether the API does not cut a response of this size, because an earlier one of at least that
   * size was complete. One of the same size may have been just below the limit.
   */
  boolean isBelowRowLimit(String report, int rows, long maxRows) {
    Complete seen = largest.get(report);
    return seen != null
        && (rows < seen.rows
            || maxRows <= seen.rows
            || (rows == seen.rows && maxRows <= seen.maxRows));
  }

  /** A response of this report was not cut. */
  void complete(String report, int rows, long maxRows) {
    if (!isBelowRowLimit(report, rows, maxRows)) {
      largest.put(report, new Complete(rows, maxRows));
    }
  }

  /** Why nothing more is sent in this run, null while it goes on. */
  @Nullable Failure stopped() {
    return stopped;
  }

  /** Nothing more is sent, because someone ended the run; replaces any other failure. */
  void interrupt() {
    stopped = INTERRUPTED;
  }

  /** Whether someone ended the run. */
  boolean isInterrupted() {
    return INTERRUPTED.equals(stopped);
  }

  /** Nothing more is sent in this run; the first failure counts. */
  void stop(Failure failure) {
    if (stopped == null) {
      stopped = failure;
    }
  }
}
