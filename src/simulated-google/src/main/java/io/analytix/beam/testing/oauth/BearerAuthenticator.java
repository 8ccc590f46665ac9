// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.Authenticator;
import io.analytix.beam.testing.server.Endpoint;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import java.time.Clock;
import java.util.Optional;

/** Finds the account of a request by its access token or refresh token. */
public final class BearerAuthenticator implements Authenticator {
  private final Grants grants;
  private final Clock clock;

  public BearerAuthenticator(Grants grants, Clock clock) {
    this.grants = grants;
    this.clock = clock;
  }

  /** Returns an endpoint that refuses requests without a valid access token. */
  public Endpoint guard(AuthorisedEndpoint endpoint) {
    return incoming ->
        endpoint.handle(
            incoming, find(incoming).orElseThrow(() -> new ErrorResponse(ApiError.badToken())));
  }

  @Override
  public Optional<String> account(HttpCall incoming) {
    return find(incoming).map(bearer -> bearer.account().id());
  }

  @Override
  public Optional<String> channelId(HttpCall incoming) {
    String refreshToken = incoming.allParameters().getOrDefault("refresh_token", "");
    return grants
        .ofRefreshToken(refreshToken, clock.instant())
        .map(Grants.Lasting::consent)
        .or(() -> find(incoming))
        .map(consent -> consent.account().channel())
        .map(SimulatedChannel::id);
  }

  @Override
  public void expire(HttpCall incoming) {
    incoming.bearer().ifPresent(grants::expire);
  }

  private Optional<Consent> find(HttpCall incoming) {
    return incoming
        .bearer()
        .flatMap(token -> grants.ofAccessToken(token, clock.instant()))
        .map(Grants.Access::consent);
  }
}
