// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

/** What may go wrong with a report request. */
enum Trouble {
  /** 429 without a word on when to come back. */
  RATE,
  /** 429 that asks to wait a second. */
  RATE_RETRY_AFTER,
  /** 403, the older form of the project's rate. */
  RATE_403,
  /** 403, the older form of a user's rate. */
  USER_RATE_403,
  /** 500 that passes. */
  ERROR_500,
  /** 500 that stays: the same queries fail for ever. */
  STUBBORN_500,
  /** 502 with a page of HTML. */
  HTML_502,
  /** 503. */
  UNAVAILABLE_503,
  /** The connection ends without an answer. */
  CLOSED,
  /** No answer at all. */
  SILENCE,
  /** The connection ends in the middle of the body. */
  CUT_BODY,
  /** Half of the JSON as if it were all. */
  HALF_JSON,
  /** A 200 that carries errors. */
  ERRORS_IN_200,
  /** 401 for a token that is good. */
  UNAUTHORIZED_401,
  /** 401 that stays until there is another token: this one has ended before its time. */
  EXPIRED_401,
  /** The answer, seconds later. */
  SLOW;

  /** Whether asking again helps. */
  boolean passes() {
    return this != STUBBORN_500;
  }
}
