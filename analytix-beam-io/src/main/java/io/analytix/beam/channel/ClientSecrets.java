// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The OAuth client, as in the file that Google's console hands out.
 *
 * @param kind where its people are sent back to
 * @param clientId the client's public name
 * @param clientSecret what proves it
 * @param authUri where consent is asked for; already checked by {@link TrustedEndpoint}
 * @param tokenUri where tokens are refreshed; already checked by {@link TrustedEndpoint}
 * @param redirectUris the addresses that the console knows, as they stand there
 */
public record ClientSecrets(
    Kind kind,
    String clientId,
    Secret clientSecret,
    URI authUri,
    URI tokenUri,
    List<String> redirectUris) {
  private static final String AUTH_URI = "https://accounts.google.com/o/oauth2/v2/auth";
  private static final String TOKEN_URI = "https://oauth2.googleapis.com/token";

  /** The two kinds of client that can ask for consent here. */
  public enum Kind {
    /** A desktop application: people are sent back to any port of their own machine. */
    INSTALLED,
    /** A web application: people are sent back to a registered address, letter for letter. */
    WEB
  }

  public ClientSecrets {
    redirectUris = List.copyOf(redirectUris);
  }

  /** A desktop application whose consent is asked for by Google. */
  public ClientSecrets(String clientId, Secret clientSecret, URI tokenUri) {
    this(Kind.INSTALLED, clientId, clientSecret, URI.create(AUTH_URI), tokenUri, List.of());
  }

  /**
   * Reads Google's file of an {@code installed} or {@code web} client.
   *
   * @throws IllegalArgumentException if it is not such a file, or names an endpoint that may not be
   *     told a secret; the message never quotes a secret
   */
  public static ClientSecrets parse(byte[] json) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw malformed("is not valid JSON");
    }
    Kind kind = root.has("installed") ? Kind.INSTALLED : Kind.WEB;
    JsonNode client = root.path(kind == Kind.INSTALLED ? "installed" : "web");
    if (!client.isObject()) {
      throw malformed("has neither an \"installed\" nor a \"web\" client");
    }
    return new ClientSecrets(
        kind,
        required(client, "client_id"),
        Secret.of(required(client, "client_secret")),
        endpoint(client, "auth_uri", AUTH_URI),
        endpoint(client, "token_uri", TOKEN_URI),
        texts(client.path("redirect_uris")));
  }

  private static URI endpoint(JsonNode client, String field, String usual) {
    return TrustedEndpoint.check(
        field + " of the client secrets", client.path(field).asText(usual));
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
            + ": download the OAuth client's JSON from the Google Cloud console and name that");
  }
}
