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
 * One question to one person, with what proves an answer to be an answer to it. What is sent:
 * Google's guide to OAuth 2.0 for desktop applications.
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

  /** Where the person is asked. */
  URI address() {
    return new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.clientId()))
        .endpointURI(client.authUri())
        .redirectionURI(redirectUri)
        .scope(Scope.parse(scopes.formatted()))
        .state(state)
        .codeChallenge(verifier, CodeChallengeMethod.S256)
        // Without these two, a second consent gives no refresh token.
        .customParameter("access_type", "offline")
        .prompt(Prompt.Type.CONSENT)
        .customParameter("nonce", nonce.getValue())
        .build()
        .toURI();
  }

  /**
   * The code out of the answer that the person's browser brought.
   *
   * @param answer the query parameters of the redirect
   */
  String code(Map<String, String> answer) throws ConsentException {
    if (!isEqual(state.getValue(), answer.get("state"))) {
      throw new ConsentException.Forged(
          "the answer's state is not the one that was sent: it belongs to another question");
    }
    @Nullable String issuer = answer.get("iss");
    if (issuer != null && !IdTokens.isGoogle(issuer)) {
      throw new ConsentException.Forged("the answer does not come from Google");
    }
    @Nullable String error = answer.get("error");
    if (error != null) {
      throw refused(error);
    }
    @Nullable String code = answer.get("code");
    if (code == null || code.isEmpty()) {
      throw new ConsentException.Forged("the answer has neither a code nor an error");
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
