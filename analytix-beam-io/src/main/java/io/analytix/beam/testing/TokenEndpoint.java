// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Gives access tokens for refresh tokens. */
final class TokenEndpoint implements Endpoint {
  private final OAuthClient client;
  private final Grants grants;
  private final Settings settings;
  private final Clock clock;

  TokenEndpoint(OAuthClient client, Grants grants, Settings settings, Clock clock) {
    this.client = client;
    this.grants = grants;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Answer answer(Incoming incoming) throws Refused {
    Map<String, List<String>> form = incoming.form();
    client.check(form);
    String grantType = Form.only(form, "grant_type", "Required parameter is missing: grant_type");
    if (!grantType.equals("refresh_token")) {
      throw new Refused(
          TokenError.of(400, "unsupported_grant_type", "Invalid grant_type: " + grantType));
    }
    return refreshed(form);
  }

  private Answer refreshed(Map<String, List<String>> form) throws Refused {
    String token = Form.only(form, "refresh_token", "Missing required parameter: refresh_token");
    Instant now = clock.instant();
    Grants.Lasting lasting =
        grants.ofRefreshToken(token, now).orElseThrow(() -> new Refused(TokenError.revoked()));
    Consent consent = lasting.consent();
    Duration lifetime = settings.accessTokenLifetime();
    ObjectNode body =
        Json.object()
            .put("access_token", grants.issueAccess(consent, now, lifetime))
            .put("expires_in", lifetime.toSeconds())
            .put("scope", TokenRecords.scopeOf(consent.scopes()))
            .put("token_type", "Bearer");
    grants.rotated(lasting).ifPresent(rotated -> body.put("refresh_token", rotated));
    return Answer.json(200, Json.text(body)).withHeader("Cache-Control", "no-store");
  }
}
