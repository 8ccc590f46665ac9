// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

/**
 * The state of one Pacific day of a channel's report, or of the month or range of its rows. If
 * several requests cover the same day, as batches of videos do, the state declared last takes
 * precedence.
 */
public enum DayState {
  /** The run did not request it. */
  NOT_REQUESTED,
  /** Requested, but no response covers it, and no rows of it are stored. */
  EMPTY,
  /** Requested, but no response covers it; rows of it are already stored and stay. */
  UNCONFIRMED,
  /** Not requested again, because it has not changed since the response that is stored. */
  ANSWERED_EARLIER,
  /** A response covers it. */
  ANSWERED,
  /** A response covers it that has the maximum number of rows the API returns. */
  TRUNCATED,
  /** The request was not sent, or was rejected, because the day's quota is used up. */
  DEFERRED,
  /** Its request failed. */
  FAILED;

  DayState max(DayState other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** Whether a response covers the day, including truncated ones and those of earlier runs. */
  public boolean answered() {
    return this == ANSWERED || this == TRUNCATED || this == ANSWERED_EARLIER;
  }
}
