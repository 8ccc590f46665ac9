// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The OAuth client, as in the file that the Google Cloud console offers for download.
 *
 * @param kind which redirect addresses the client may use
 * @param clientId the client's public identifier
 * @param clientSecret the secret that authenticates the client
 * @param authUri the authorization endpoint; already checked by {@link TrustedEndpoint}
 * @param tokenUri the token endpoint; already checked by {@link TrustedEndpoint}
 * @param redirectUris the redirect addresses registered in the console, unchanged
 */
public record ClientSecrets(
    Kind kind,
    String clientId,
    Secret clientSecret,
    URI authUri,
    URI tokenUri,
    List<String> redirectUris) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String AUTH_URI = "https://accounts.google.com/o/oauth2/v2/auth";
  private static final Pattern MASK = Pattern.compile("[*•●…]");
  private static final String TOKEN_URI = "https://oauth2.googleapis.com/token";

  /** The two kinds of client that can request consent. */
  public enum Kind {
    /** A desktop application: redirects to any port of the user's own machine. */
    INSTALLED,
    /** A web application: redirects only to a registered address, which must match exactly. */
    WEB
  }

  public ClientSecrets {
    redirectUris = List.copyOf(redirectUris);
  }

  /** Creates a desktop application with Google's authorization endpoint. */
  public ClientSecrets(String clientId, Secret clientSecret, URI tokenUri) {
    this(Kind.INSTALLED, clientId, clientSecret, URI.create(AUTH_URI), tokenUri, List.of());
  }

  /**
   * Reads Google's file of an {@code installed} or {@code web} client.
   *
   * @throws IllegalArgumentException if it is not such a file, or names an endpoint that must not
   *     receive a secret; the message never quotes a secret
   */
  public static ClientSecrets parse(byte[] json) {
    JsonNode root;
    try {
      root = JSON.readTree(EncodedText.decode(json));
    } catch (IOException e) {
      throw malformed("is not valid JSON, or has more than one document");
    }
    String other = CredentialFile.describe(root);
    if (other != null) {
      throw malformed("is " + other);
    }
    Kind kind = root.has("installed") ? Kind.INSTALLED : Kind.WEB;
    JsonNode client = root.path(kind == Kind.INSTALLED ? "installed" : "web");
    if (!client.isObject()) {
      throw malformed(
          root.has("refresh_token")
              ? "is a token record"
              : "has neither an \"installed\" nor a \"web\" client");
    }
    return new ClientSecrets(
        kind,
        required(client, "client_id"),
        Secret.of(secret(client)),
        endpoint(client, "auth_uri", AUTH_URI),
        endpoint(client, "token_uri", TOKEN_URI),
        texts(client.path("redirect_uris")));
  }

  /** Since 2025, Google's console shows a secret only when it is made, and masks it later. */
  private static String secret(JsonNode client) {
    String secret = client.path("client_secret").asText("").strip();
    if (secret.isEmpty() || MASK.matcher(secret).find()) {
      throw malformed(
          (secret.isEmpty() ? "has no client_secret" : "has a masked client_secret")
              + " (Google shows a secret only when it is made: add a new one to the client)");
    }
    return secret;
  }

  private static URI endpoint(JsonNode client, String field, String defaultAddress) {
    return TrustedEndpoint.check(
        field + " of the client secrets", client.path(field).asText(defaultAddress));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String required(JsonNode client, String field) {
    String text = client.path(field).asText("").strip();
    if (text.isEmpty()) {
      throw malformed("has no " + field);
    }
    return text;
  }

  private static IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException(
        "the client secrets file "
            + why
            + ": download the OAuth client's JSON file from the Google Cloud console and use that");
  }
}
