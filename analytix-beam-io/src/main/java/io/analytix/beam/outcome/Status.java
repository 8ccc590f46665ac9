// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

/** How a request ended. */
public enum Status {
  /** Answered with rows. */
  OK,
  /** Answered without a row, which has at least five causes: nothing is replaced. */
  EMPTY,
  /** Answered with as many rows as the cap: there may be more. The rows count. */
  TRUNCATED,
  /** Not answered; the rows of an earlier run stay. */
  FAILED,
  /** Not asked, or refused, because the day's quota is used up; the rows of an earlier run stay. */
  DEFERRED;

  /** Whether an answer with this status replaces rows. */
  public boolean answered() {
    return this == OK || this == TRUNCATED;
  }
}
