// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

/**
 * Which days of a look-back window are requested again, of reports that send one request per day.
 * The figures of {@code channel_daily}, which has all days in one response, show which days have
 * changed; of reports of money, those of {@code channel_revenue_daily}. Fixed dates request all of
 * their days.
 */
public enum Refetch {
  /** Days whose figures differ from those at their last response. */
  CHANGED,
  /** The same, once the figures are equal in two runs in a row; new days at once. */
  SETTLED,
  /** All days. */
  ALWAYS
}
