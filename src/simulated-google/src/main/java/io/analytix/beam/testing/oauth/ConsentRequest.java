// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.ErrorResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth authorization request.
 *
 * @param scopes in the order of the request
 * @param state returned unchanged with the redirect
 * @param offline whether the client requests a refresh token
 * @param forcesConsent whether a refresh token is requested even if one was issued before
 */
record ConsentRequest(
    String redirectUri,
    Set<String> scopes,
    @Nullable String state,
    @Nullable PkceChallenge challenge,
    @Nullable String nonce,
    @Nullable String loginHint,
    boolean offline,
    boolean forcesConsent) {
  /**
   * Parses a request. An invalid one gets an error page instead of a redirect, as its redirect URI
   * is not verified.
   */
  static ConsentRequest parse(Map<String, String> given, OAuthClient client) throws ErrorResponse {
    check(given.getOrDefault("client_id", "").equals(OAuthClient.ID), 401, "invalid_client");
    String redirectUri = given.getOrDefault("redirect_uri", "");
    check(client.mayRedirectTo(redirectUri), 400, "redirect_uri_mismatch");
    check(given.getOrDefault("response_type", "").equals("code"), 400, "invalid_request");
    return new ConsentRequest(
        redirectUri,
        scopes(given.getOrDefault("scope", "")),
        given.get("state"),
        challenge(given),
        given.get("nonce"),
        given.get("login_hint"),
        given.getOrDefault("access_type", "online").equals("offline"),
        List.of(given.getOrDefault("prompt", "").split(" ")).contains("consent"));
  }

  private static Set<String> scopes(String text) throws ErrorResponse {
    check(!text.isBlank(), 400, "invalid_request");
    Set<String> scopes = new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
    check(scopes.stream().allMatch(Scopes::isKnown), 400, "invalid_scope");
    return scopes;
  }

  private static @Nullable PkceChallenge challenge(Map<String, String> given) throws ErrorResponse {
    String value = given.get("code_challenge");
    if (value == null) {
      return null;
    }
    String method = given.getOrDefault("code_challenge_method", "plain");
    check(method.equals("S256") || method.equals("plain"), 400, "invalid_request");
    check(value.matches("[A-Za-z0-9._~-]{43,128}"), 400, "invalid_request");
    return new PkceChallenge(method, value);
  }

  private static void check(boolean good, int status, String error) throws ErrorResponse {
    if (!good) {
      throw new ErrorResponse(ConsentPage.blocked(status, error));
    }
  }
}
