// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

/** The faults of report requests. */
enum ServerFault {
  /** 429 without {@code Retry-After}. */
  RATE,
  /** 429 with {@code Retry-After: 1}. */
  RATE_RETRY_AFTER,
  /** 403, the older form of the project's rate. */
  RATE_403,
  /** 403, the older form of a user's rate. */
  USER_RATE_403,
  /** Temporary 500. */
  ERROR_500,
  /** Permanent 500: the same queries always fail. */
  STUBBORN_500,
  /** 502 with an HTML page. */
  HTML_502,
  /** 503. */
  UNAVAILABLE_503,
  /** The connection is closed without a response. */
  CLOSED,
  /** No response. */
  SILENCE,
  /** The connection is closed in the middle of the body. */
  CUT_BODY,
  /** The first half of the JSON as a complete body. */
  HALF_JSON,
  /** 200 with errors. */
  ERRORS_IN_200,
  /** 401 for a valid token. */
  UNAUTHORIZED_401,
  /** 401 until the token is refreshed: the token expires early. */
  EXPIRED_401,
  /** The response after three seconds. */
  SLOW;

  /** Whether a retry can succeed. */
  boolean passes() {
    return this != STUBBORN_500;
  }
}
