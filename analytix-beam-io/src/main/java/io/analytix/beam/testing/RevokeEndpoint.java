// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Ends a consent: every token of the account, whichever of them is named. */
final class RevokeEndpoint implements Endpoint {
  private final Grants grants;
  private final Clock clock;

  RevokeEndpoint(Grants grants, Clock clock) {
    this.grants = grants;
    this.clock = clock;
  }

  @Override
  public Answer answer(Incoming incoming) {
    Map<String, String> given = incoming.allParameters();
    String token = given.getOrDefault("token", "");
    if (token.isEmpty()) {
      return TokenError.invalidRequest("Missing required parameter: token");
    }
    Optional<Account> account = accountOf(token);
    account.ifPresent(grants::revoke);
    return account.isPresent() ? Answer.json(Json.object()) : TokenError.alreadyRevoked();
  }

  private Optional<Account> accountOf(String token) {
    return grants
        .ofRefreshToken(token, clock.instant())
        .map(Grants.Lasting::consent)
        .or(() -> grants.ofAccessToken(token, clock.instant()).map(Grants.Access::consent))
        .map(Consent::account);
  }
}
