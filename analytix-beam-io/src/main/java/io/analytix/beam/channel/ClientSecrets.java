// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;

/**
 * The OAuth client, as in the file that Google's console hands out.
 *
 * @param clientId the client's public name
 * @param clientSecret what proves it
 * @param tokenUri where tokens are refreshed; already checked by {@link TrustedEndpoint}
 */
public record ClientSecrets(String clientId, Secret clientSecret, URI tokenUri) {
  private static final String TOKEN_URI = "https://oauth2.googleapis.com/token";

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
    JsonNode client = root.has("installed") ? root.path("installed") : root.path("web");
    if (!client.isObject()) {
      throw malformed("has neither an \"installed\" nor a \"web\" client");
    }
    if (client.hasNonNull("auth_uri")) {
      TrustedEndpoint.check("auth_uri of the client secrets", client.path("auth_uri").asText());
    }
    return new ClientSecrets(
        required(client, "client_id"),
        Secret.of(required(client, "client_secret")),
        TrustedEndpoint.check(
            "token_uri of the client secrets", client.path("token_uri").asText(TOKEN_URI)));
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
