// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ConsentScopes;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that waits in a file for its response, with the secrets that bind the
 * response to it.
 *
 * @param clientId the client of the request; its secret is not stored
 * @param force whether a record that cannot be read is replaced
 */
record StoredAuthorization(
    PendingConsent consent,
    @Nullable String channelId,
    boolean force,
    String clientId,
    URI redirectUri,
    ConsentScopes scopes,
    State state,
    Nonce nonce,
    CodeVerifier verifier) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static StoredAuthorization of(
      PendingAuthorization authorization,
      AuthoriseRequest request,
      Instant requestedAt,
      Instant expiresAt) {
    return new StoredAuthorization(
        new PendingConsent(request.record(), authorization.address(), requestedAt, expiresAt),
        request.channelId(),
        request.force(),
        authorization.client().clientId(),
        authorization.redirectUri(),
        authorization.scopes(),
        authorization.state(),
        authorization.nonce(),
        authorization.verifier());
  }

  /** The request with its client. */
  PendingAuthorization authorization(ClientSecrets client) {
    return new PendingAuthorization(client, redirectUri, scopes, state, nonce, verifier);
  }

  /** The settings of the authorisation, for saving its record. */
  AuthoriseRequest request() {
    return AuthoriseRequest.forRecord(consent.record(), scopes)
        .withChannel(channelId)
        .withForce(force);
  }

  /** Whether its link can be used for {@code other}, too. */
  boolean isFor(PendingAuthorization other, AuthoriseRequest request) {
    return clientId.equals(other.client().clientId())
        && redirectUri.equals(other.redirectUri())
        && scopes.equals(other.scopes())
        && Objects.equals(channelId, request.channelId());
  }

  byte[] toJson() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("record", consent.record())
        .put("channel_id", channelId)
        .put("force", force)
        .put("client_id", clientId)
        .put("redirect_uri", redirectUri.toString())
        .put("state", state.getValue())
        .put("nonce", nonce.getValue())
        .put("code_verifier", verifier.getValue())
        .put("link", consent.link().toString())
        .put("requested_at", consent.requestedAt().toString())
        .put("expires_at", consent.expiresAt().toString());
    scopes.scopes().forEach(scope -> json.withArray("scopes").add(scope.shortName()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Parses a stored request.
   *
   * @throws IOException if it is not one; the message does not quote it
   */
  static StoredAuthorization parse(byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      List<String> scopes = new ArrayList<>();
      root.path("scopes").forEach(scope -> scopes.add(scope.asText()));
      return new StoredAuthorization(
          new PendingConsent(
              root.path("record").textValue(),
              URI.create(text(root, "link")),
              Instant.parse(text(root, "requested_at")),
              Instant.parse(text(root, "expires_at"))),
          root.path("channel_id").textValue(),
          root.path("force").asBoolean(),
          text(root, "client_id"),
          URI.create(text(root, "redirect_uri")),
          ConsentScopes.parse(scopes),
          new State(text(root, "state")),
          new Nonce(text(root, "nonce")),
          new CodeVerifier(text(root, "code_verifier")));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("the pending consent is damaged");
    }
  }

  private static String text(JsonNode root, String field) {
    return root.path(field).asText("");
  }
}
