// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ConsentScopes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request without a response, with the state, nonce and verifier that bind the
 * response to it. Source of the parameters: Google's guide to OAuth 2.0 for desktop applications.
 */
record PendingAuthorization(
    ClientSecrets client,
    URI redirectUri,
    ConsentScopes scopes,
    State state,
    Nonce nonce,
    CodeVerifier verifier) {

  static PendingAuthorization of(ClientSecrets client, URI redirectUri, ConsentScopes scopes) {
    return new PendingAuthorization(
        client, redirectUri, scopes, new State(), new Nonce(), new CodeVerifier());
  }

  /** The address of Google's consent page. */
  URI address() {
    return new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.clientId()))
        .endpointURI(client.authUri())
        .redirectionURI(redirectUri)
        .scope(Scope.parse(scopes.formatted()))
        .state(state)
        .codeChallenge(verifier, CodeChallengeMethod.S256)
        // Without these two, a second consent returns no refresh token.
        .customParameter("access_type", "offline")
        .prompt(Prompt.Type.CONSENT)
        .customParameter("nonce", nonce.getValue())
        .build()
        .toURI();
  }

  /**
   * Returns the authorization code of the redirect, after checking its state and issuer.
   *
   * @param response the query parameters of the redirect
   */
  String code(Map<String, String> response) throws ConsentException {
    if (!isEqual(state.getValue(), response.get("state"))) {
      throw new ConsentException.Forged(
          "the response's state is not the one that was sent: it belongs to another request");
    }
    @Nullable String issuer = response.get("iss");
    if (issuer != null && !IdTokens.isGoogle(issuer)) {
      throw new ConsentException.Forged("the response does not come from Google");
    }
    @Nullable String error = response.get("error");
    if (error != null) {
      throw refused(error);
    }
    @Nullable String code = response.get("code");
    if (code == null || code.isEmpty()) {
      throw new ConsentException.Forged("the response has neither a code nor an error");
    }
    return code;
  }

  private static ConsentException refused(String error) {
    return error.equals("access_denied")
        ? new ConsentException.Denied()
        : new ConsentException.Refused(
            "Google's consent page ended with " + error,
            "Check the OAuth client and its consent screen in the Google Cloud console.");
  }

  private static boolean isEqual(String sent, @Nullable String received) {
    return received != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), received.getBytes(StandardCharsets.UTF_8));
  }
}
