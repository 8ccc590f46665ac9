// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

/** How a report is cut in time: what one of its rows speaks of. */
public enum TimeGrain {
  /** A Pacific calendar day. */
  DAY,
  /** A whole, finished calendar month. */
  MONTH,
  /** The dates that the run names, as one. */
  RANGE,
  /** A thing as it is when it is listed, such as a video: a table without a time column. */
  SNAPSHOT
}
