// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

/** The period that a row of a report covers. */
public enum TimeGrain {
  /** A Pacific calendar day. */
  DAY,
  /** A whole, finished calendar month. */
  MONTH,
  /** The run's dates as one period. */
  RANGE,
  /** None: a list of resources as they are now, such as videos; a table without a time column. */
  SNAPSHOT
}
