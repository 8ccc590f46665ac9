// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** The files that a client of the simulated Google starts from. */
final class TokenRecords {
  private final Grants grants;

  TokenRecords(Grants grants) {
    this.grants = grants;
  }

  static String scopeOf(SimulatedChannel channel) {
    return String.join(" ", new TreeSet<>(channel.scopes()));
  }

  /** Writes a record as it lies around after some hours: its access token is no longer good. */
  Path write(Path dir, String name, SimulatedChannel channel, Optional<String> channelId)
      throws IOException {
    ObjectNode json =
        Json.object()
            .put("access_token", grants.staleAccessToken())
            .put("expires_in", 3599)
            .put("scope", scopeOf(channel))
            .put("token_type", "Bearer")
            .put("refresh_token", grants.refreshToken(channel.id()));
    channelId.ifPresent(id -> json.put("channel_id", id));
    Files.createDirectories(dir);
    return Files.writeString(dir.resolve(name + ".json"), Json.text(json));
  }

  /** Writes what the Google console hands out for a desktop client, with other endpoints. */
  Path writeClientSecrets(Path file, URI root) throws IOException {
    ObjectNode json = Json.object();
    json.putObject("installed")
        .put("client_id", Grants.CLIENT_ID)
        .put("project_id", "planted-project")
        .put("auth_uri", root.resolve("o/oauth2/auth").toString())
        .put("token_uri", root.resolve("token").toString())
        .put("auth_provider_x509_cert_url", root.resolve("oauth2/v1/certs").toString())
        .put("client_secret", grants.clientSecret())
        .putArray("redirect_uris")
        .add("http://localhost");
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.writeString(file, Json.text(json));
  }
}
