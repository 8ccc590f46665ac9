// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.oauth;

import io.analytix.beam.outcome.Failure;

/** An error response of the token endpoint. */
public record TokenError(Scope scope, Failure failure) {

  /** What the error concerns, and with it what the caller does next. */
  public enum Scope {
    /** This request for now: the next attempt may succeed. */
    ATTEMPT,
    /** This grant, until a person acts. Other grants are not affected. */
    GRANT,
    /** The OAuth client, and with it every grant. */
    CLIENT
  }
}
