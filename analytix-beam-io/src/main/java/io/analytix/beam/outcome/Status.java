// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

/** How a request ended. */
public enum Status {
  /** A response with rows. */
  OK,
  /** A response without a row, which has at least five causes: nothing is replaced. */
  EMPTY,
  /** A response with the maximum number of rows: there may be more. The rows are stored. */
  TRUNCATED,
  /**
   * Not sent: of the day, the channel's figures are those at its last response, or are not due yet,
   * or there are none. Earlier rows stay.
   */
  UNCHANGED,
  /** No valid response; the rows of an earlier run stay. */
  FAILED,
  /** Not sent, or refused, because the day's quota is used up; earlier rows stay. */
  DEFERRED;

  /** Whether the response has rows, which replace the earlier ones. */
  public boolean hasRows() {
    return this == OK || this == TRUNCATED;
  }
}
