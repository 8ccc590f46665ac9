// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

/** The stretch of time that one row of a report speaks for. */
public enum Every {
  /** A Pacific calendar day. */
  DAY,
  /** A whole, finished calendar month. */
  MONTH,
  /** The dates that the run names. */
  RANGE
}
