// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

/**
 * What a run knows of one Pacific day of a channel's report, or of the month or range that a row of
 * it speaks of. Where several requests ask for the same day, as batches of videos do, the state
 * that comes last here counts.
 */
public enum DayState {
  /** No request of the run asked for it. */
  NOT_ASKED,
  /** Asked, but no answer speaks for it, and no row of it is stored. */
  EMPTY,
  /** Asked, and no answer speaks for it, although rows of it are stored: they stay. */
  UNCONFIRMED,
  /** An answer speaks for it. */
  ANSWERED,
  /** An answer speaks for it that has as many rows as the API gives at most. */
  TRUNCATED,
  /** Not asked, or refused, because the day's quota is used up. */
  DEFERRED,
  /** Its request failed. */
  FAILED;

  DayState thatCounts(DayState other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** Whether the run has the rows of the day, be it not all of them. */
  public boolean answered() {
    return this == ANSWERED || this == TRUNCATED;
  }
}
