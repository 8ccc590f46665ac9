// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Gives access tokens for refresh tokens. */
final class TokenEndpoint {
  private final World world;
  private final Grants grants;
  private final Settings settings;
  private final Clock clock;

  TokenEndpoint(World world, Grants grants, Settings settings, Clock clock) {
    this.world = world;
    this.grants = grants;
    this.settings = settings;
    this.clock = clock;
  }

  Answer answer(Incoming incoming) {
    try {
      return granted(channelOf(incoming.form()));
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  private String channelOf(Map<String, List<String>> form) throws Refused {
    checkClient(form);
    String grantType = only(form, "grant_type", "Required parameter is missing: grant_type");
    if (!grantType.equals("refresh_token")) {
      throw new Refused(
          TokenError.of(400, "unsupported_grant_type", "Invalid grant_type: " + grantType));
    }
    String token = only(form, "refresh_token", "Missing required parameter: refresh_token");
    return grants.channelOfRefreshToken(token).orElseThrow(() -> new Refused(TokenError.revoked()));
  }

  private void checkClient(Map<String, List<String>> form) throws Refused {
    String id = only(form, "client_id", "Could not determine client ID from request.");
    if (!id.equals(Grants.CLIENT_ID)) {
      throw new Refused(TokenError.unknownClient());
    }
    if (!only(form, "client_secret", "client_secret is missing.").equals(grants.clientSecret())) {
      throw new Refused(TokenError.wrongSecret());
    }
  }

  private static String only(Map<String, List<String>> form, String name, String otherwise)
      throws Refused {
    List<String> values = form.getOrDefault(name, List.of());
    if (values.size() != 1 || values.get(0).isEmpty()) {
      throw new Refused(TokenError.invalidRequest(otherwise));
    }
    return values.get(0);
  }

  private Answer granted(String channelId) {
    SimulatedChannel channel = world.find(channelId).orElseThrow();
    Duration lifetime = settings.accessTokenLifetime();
    ObjectNode body =
        Json.object()
            .put("access_token", grants.issueAccess(channelId, clock.instant(), lifetime))
            .put("expires_in", lifetime.toSeconds())
            .put("scope", TokenRecords.scopeOf(channel))
            .put("token_type", "Bearer");
    grants.rotated(channelId).ifPresent(token -> body.put("refresh_token", token));
    return Answer.json(200, Json.text(body)).withHeader("Cache-Control", "no-store");
  }
}
