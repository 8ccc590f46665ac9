// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import io.analytix.beam.testing.server.Endpoint;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The tokeninfo endpoints: {@code /tokeninfo} and {@code /oauth2/v3/tokeninfo} have string values
 * only, {@code /oauth2/v1/tokeninfo} and {@code v2} have older field names and a number.
 */
public final class TokenInfoEndpoint implements Endpoint {
  private final Grants grants;
  private final IdTokens idTokens;
  private final Clock clock;

  public TokenInfoEndpoint(Grants grants, IdTokens idTokens, Clock clock) {
    this.grants = grants;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall incoming) throws ErrorResponse {
    Map<String, String> given = incoming.allParameters();
    boolean old = incoming.path().matches("/oauth2/v[12]/tokeninfo");
    if (given.containsKey("id_token")) {
      return idTokens
          .verified(given.getOrDefault("id_token", ""), clock.instant())
          .map(token -> HttpReply.json(texts(token)))
          .orElseGet(() -> invalid(incoming.path()));
    }
    return Optional.of(given.getOrDefault("access_token", ""))
        .flatMap(token -> grants.ofAccessToken(token, clock.instant()))
        .map(access -> HttpReply.json(old ? oldForm(access) : newForm(access)))
        .orElseGet(() -> invalid(incoming.path()));
  }

  private static HttpReply invalid(String path) {
    return path.startsWith("/oauth2/v1/") ? TokenError.invalidToken() : TokenError.invalidValue();
  }

  private ObjectNode newForm(Grants.Access access) {
    Consent consent = access.consent();
    ObjectNode body = Json.object().put("azp", OAuthClient.ID).put("aud", OAuthClient.ID);
    if (consent.scopes().contains(Scopes.OPENID)) {
      body.put("sub", consent.account().subject());
    }
    body.put("scope", TokenRecordWriter.scopeOf(consent.scopes()))
        .put("exp", Long.toString(access.expiresAt().getEpochSecond()))
        .put("expires_in", Long.toString(secondsLeft(access)));
    if (consent.scopes().contains(Scopes.EMAIL)) {
      body.put("email", consent.account().email()).put("email_verified", "true");
    }
    return body.put("access_type", "offline");
  }

  private ObjectNode oldForm(Grants.Access access) {
    Consent consent = access.consent();
    ObjectNode body =
        Json.object().put("issued_to", OAuthClient.ID).put("audience", OAuthClient.ID);
    if (consent.scopes().contains(Scopes.OPENID)) {
      body.put("user_id", consent.account().subject());
    }
    body.put("scope", TokenRecordWriter.scopeOf(consent.scopes()))
        .put("expires_in", secondsLeft(access));
    if (consent.scopes().contains(Scopes.EMAIL)) {
      body.put("email", consent.account().email()).put("verified_email", true);
    }
    return body.put("access_type", "offline");
  }

  /** All claims and header fields as strings. */
  private static ObjectNode texts(SignedJWT token) {
    ObjectNode body = Json.object();
    token
        .getPayload()
        .toJSONObject()
        .forEach((name, value) -> body.put(name, String.valueOf(value)));
    token
        .getHeader()
        .toJSONObject()
        .forEach((name, value) -> body.put(name, String.valueOf(value)));
    return body;
  }

  private long secondsLeft(Grants.Access access) {
    return Duration.between(clock.instant(), access.expiresAt()).toSeconds();
  }
}
