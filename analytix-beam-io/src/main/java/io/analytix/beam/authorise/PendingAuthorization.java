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
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.ConsentScopes;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TrustedEndpoint;
import io.analytix.beam.internal.oauth.TokenErrorClassifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  private static final int MAX_ERROR_LENGTH = 80;
  private static final String NOT_FINISHED = "Not finished";

  /** Brand accounts have no identity of their own, which these scopes ask for. */
  private static final Set<ConsentScope> IDENTITY =
      EnumSet.of(ConsentScope.OPENID, ConsentScope.EMAIL, ConsentScope.PROFILE);

  static PendingAuthorization of(
      ClientSecrets client, URI redirectUri, ConsentScopes scopes, State state) {
    return new PendingAuthorization(
        client, redirectUri, scopes, state, new Nonce(), new CodeVerifier());
  }

  /** The address of Google's consent page. */
  URI address() {
    return new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.clientId()))
        .endpointURI(client.authUri())
        .redirectionURI(redirectUri)
        .scope(Scope.parse(scopes.formatted()))
        .state(state)
        .codeChallenge(verifier, CodeChallengeMethod.S256)
        // Without offline and consent, a second consent returns no refresh token. Without
        // select_account, Google continues with the account that the browser used last, and a
        // brand channel of the same login cannot be chosen.
        .customParameter("access_type", "offline")
        .prompt(new Prompt(Prompt.Type.SELECT_ACCOUNT, Prompt.Type.CONSENT))
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
    if (!isOf(state, response)) {
      throw new ConsentException.Forged(
          "the response's state is not the one that was sent: it belongs to another request");
    }
    @Nullable String issuer = response.get("iss");
    if (issuer != null && !IdTokens.isGoogle(issuer)) {
      throw otherIssuer("the response was issued by '" + printable(issuer) + "', not by Google");
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

  /** The failure of a response or an ID token of another issuer than Google. */
  ConsentException otherIssuer(String message) {
    return TrustedEndpoint.isLoopback(client.authUri())
        ? new ConsentException.Forged(
            message,
            "The authorization server of the client secrets, "
                + client.authUri()
                + ", is on this machine: for a test, set its issuer to"
                + " https://accounts.google.com.")
        : new ConsentException.Forged(message);
  }

  private ConsentException refused(String error) {
    String message = "Google did not finish the consent: it returned " + printable(error);
    Set<ConsentScope> identity = EnumSet.copyOf(IDENTITY);
    identity.retainAll(scopes.scopes());
    return switch (error) {
      case "access_denied" -> new ConsentException.Denied();
      case "temporarily_unavailable" ->
          new ConsentException.Unavailable(message, "Try again later.");
      case "server_error", "invalid_scope" ->
          identity.isEmpty()
              ? new ConsentException.Refused(NOT_FINISHED, message, unfinishedRemedy(error))
              : new ConsentException.Refused(
                  NOT_FINISHED,
                  message
                      + ". This happens with brand channels when openid, email or profile are"
                      + " requested",
                  "Authorise again: with --scopes="
                      + withoutIdentity()
                      + " they are not requested.");
      default ->
          new ConsentException.Refused(
              NOT_FINISHED, message, TokenErrorClassifier.classify(error).failure().remedy());
    };
  }

  private static String unfinishedRemedy(String error) {
    return error.equals("invalid_scope")
        ? "Add the requested scopes to the consent screen of the OAuth client in the Google Cloud"
            + " console, then authorise again."
        : "Authorise again later.";
  }

  private String withoutIdentity() {
    return scopes.scopes().stream()
        .filter(scope -> !IDENTITY.contains(scope))
        .map(ConsentScope::shortName)
        .collect(Collectors.joining(","));
  }

  private static String printable(String text) {
    String safe = PrintableText.of(text);
    return safe.length() <= MAX_ERROR_LENGTH ? safe : safe.substring(0, MAX_ERROR_LENGTH) + "…";
  }

  /** Whether the parameters of a redirect contain this state, and nothing else of them is used. */
  static boolean isOf(State state, Map<String, String> response) {
    @Nullable String received = response.get("state");
    return received != null
        && MessageDigest.isEqual(
            state.getValue().getBytes(StandardCharsets.UTF_8),
            received.getBytes(StandardCharsets.UTF_8));
  }
}
