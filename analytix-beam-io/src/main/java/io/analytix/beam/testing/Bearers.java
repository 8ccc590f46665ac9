// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Clock;
import java.util.Optional;

/** Finds the account of a request by its access token or refresh token. */
final class Bearers implements Authenticator {
  private final Grants grants;
  private final Clock clock;

  Bearers(Grants grants, Clock clock) {
    this.grants = grants;
    this.clock = clock;
  }

  /** Returns a service that refuses every request without a good access token. */
  Endpoint guard(AuthorisedEndpoint endpoint) {
    return incoming ->
        endpoint.answer(
            incoming, find(incoming).orElseThrow(() -> new Refused(ApiError.badToken())));
  }

  @Override
  public Optional<String> account(Incoming incoming) {
    return find(incoming).map(bearer -> bearer.account().id());
  }

  @Override
  public Optional<String> channelId(Incoming incoming) {
    String refreshToken = incoming.allParameters().getOrDefault("refresh_token", "");
    return grants
        .ofRefreshToken(refreshToken, clock.instant())
        .map(Grants.Lasting::consent)
        .or(() -> find(incoming))
        .map(consent -> consent.account().channel())
        .map(SimulatedChannel::id);
  }

  @Override
  public void expire(Incoming incoming) {
    incoming.bearer().ifPresent(grants::expire);
  }

  private Optional<Consent> find(Incoming incoming) {
    return incoming
        .bearer()
        .flatMap(token -> grants.ofAccessToken(token, clock.instant()))
        .map(Grants.Access::consent);
  }
}
