// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Clock;
import java.util.Optional;

/** Tells who asks, by the access token that came along. */
final class Bearers {
  private final Grants grants;
  private final Clock clock;

  Bearers(Grants grants, Clock clock) {
    this.grants = grants;
    this.clock = clock;
  }

  /** Returns what the bearer may do, or refuses a token that is no good. */
  Consent of(Incoming incoming) throws Refused {
    return find(incoming).orElseThrow(() -> new Refused(ApiError.badToken()));
  }

  Optional<Consent> find(Incoming incoming) {
    return incoming
        .bearer()
        .flatMap(token -> grants.ofAccessToken(token, clock.instant()))
        .map(Grants.Access::consent);
  }
}
