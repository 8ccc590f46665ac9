// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.server.Endpoint;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;
import io.analytix.beam.testing.server.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The token endpoint: access tokens for refresh tokens and authorisation codes. */
public final class TokenEndpoint implements Endpoint {
  private final OAuthClient client;
  private final Grants grants;
  private final AuthorisationCodes codes;
  private final IdTokens idTokens;
  private final Settings settings;
  private final Clock clock;

  public TokenEndpoint(
      OAuthClient client,
      Grants grants,
      AuthorisationCodes codes,
      IdTokens idTokens,
      Settings settings,
      Clock clock) {
    this.client = client;
    this.grants = grants;
    this.codes = codes;
    this.idTokens = idTokens;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall incoming) throws ErrorResponse {
    Map<String, List<String>> form = incoming.form();
    client.check(form);
    String grantType =
        FormBody.only(form, "grant_type", "Required parameter is missing: grant_type");
    return switch (grantType) {
      case "refresh_token" -> refreshed(form);
      case "authorization_code" -> exchanged(form);
      default ->
          throw new ErrorResponse(
              TokenError.of(400, "unsupported_grant_type", "Invalid grant_type: " + grantType));
    };
  }

  private HttpReply refreshed(Map<String, List<String>> form) throws ErrorResponse {
    String token =
        FormBody.only(form, "refresh_token", "Missing required parameter: refresh_token");
    Grants.Lasting lasting =
        grants
            .ofRefreshToken(token, clock.instant())
            .orElseThrow(() -> new ErrorResponse(TokenError.revoked()));
    ObjectNode body = tokens(lasting.consent(), null);
    grants.rotated(lasting).ifPresent(rotated -> body.put("refresh_token", rotated));
    putLifetime(body, lasting.expiresAt());
    return reply(body);
  }

  private HttpReply exchanged(Map<String, List<String>> form) throws ErrorResponse {
    String text = FormBody.only(form, "code", "Missing required parameter: code");
    String redirectUri = FormBody.only(form, "redirect_uri", "Missing parameter: redirect_uri");
    AuthorisationCodes.Code code =
        codes.redeem(text, clock.instant()).orElseThrow(() -> refused("Malformed auth code."));
    if (!code.redirectUri().equals(redirectUri)) {
      throw new ErrorResponse(TokenError.of(400, "redirect_uri_mismatch", "Bad Request"));
    }
    checkVerifier(code.challenge(), form.getOrDefault("code_verifier", List.of()));
    ObjectNode body = tokens(code.consent(), code.nonce());
    if (code.offline()) {
      Instant end = settings.endOfRefreshToken(clock.instant());
      body.put("refresh_token", grants.grant(code.consent(), end));
      putLifetime(body, end);
    }
    return reply(body);
  }

  private static void checkVerifier(@Nullable PkceChallenge challenge, List<String> verifiers)
      throws ErrorResponse {
    if (challenge == null) {
      return;
    }
    if (verifiers.isEmpty() || verifiers.get(0).isEmpty()) {
      throw refused("Missing code verifier.");
    }
    if (verifiers.size() > 1 || !challenge.isMetBy(verifiers.get(0))) {
      throw refused("Invalid code verifier.");
    }
  }

  private ObjectNode tokens(Consent consent, @Nullable String nonce) {
    Instant now = clock.instant();
    Duration lifetime = settings.accessTokenLifetime();
    String access = grants.issueAccess(consent, now, lifetime);
    ObjectNode body =
        Json.object()
            .put("access_token", access)
            .put("expires_in", lifetime.toSeconds())
            .put("scope", TokenRecordWriter.scopeOf(consent.scopes()))
            .put("token_type", "Bearer");
    if (consent.scopes().contains(Scopes.OPENID)) {
      body.put("id_token", idTokens.issue(consent, access, nonce, now));
    }
    return body;
  }

  private void putLifetime(ObjectNode body, @Nullable Instant end) {
    if (end != null) {
      body.put("refresh_token_expires_in", Duration.between(clock.instant(), end).toSeconds());
    }
  }

  private static HttpReply reply(ObjectNode body) {
    return HttpReply.json(body).withHeader("Cache-Control", "no-store");
  }

  private static ErrorResponse refused(String description) {
    return new ErrorResponse(TokenError.of(400, "invalid_grant", description));
  }
}
