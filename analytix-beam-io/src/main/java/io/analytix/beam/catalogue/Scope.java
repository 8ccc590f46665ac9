// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/** The OAuth scopes that a consent may hold, as far as they matter to a report. */
public enum Scope {
  /** {@code yt-analytics.readonly}: every metric but money. */
  READONLY,
  /** {@code yt-analytics-monetary.readonly}: every metric, money among them. */
  MONETARY_READONLY,
  /** {@code profile}: who consented; no report. */
  PROFILE,
  /** {@code openid}: who consented; no report. */
  OPENID,
  /** {@code email}: who consented; no report. */
  EMAIL
}
