// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files that a client of the simulated Google starts from. */
final class TokenRecords {
  private final OAuthClient client;
  private final Grants grants;

  TokenRecords(OAuthClient client, Grants grants) {
    this.client = client;
    this.grants = grants;
  }

  static String scopeOf(Set<String> scopes) {
    return String.join(" ", new TreeSet<>(scopes));
  }

  /** Writes the record of a channel, which may name another channel or none. */
  Path write(Path dir, String name, SimulatedChannel channel, Optional<String> channelId)
      throws IOException {
    ObjectNode json = tokens(grants.account(channel.id()));
    channelId.ifPresent(id -> json.put("channel_id", id));
    return write(dir, name, json);
  }

  /** Writes the record of a content owner with all its channels. */
  Path write(Path dir, ContentOwner owner) throws IOException {
    ObjectNode json = tokens(grants.account(owner.name())).put("content_owner", owner.name());
    ArrayNode channelIds = json.putArray("channel_ids");
    owner.channelIds().forEach(channelIds::add);
    return write(dir, owner.name(), json);
  }

  /** Returns tokens as they lie around after some hours: the access token is no longer good. */
  private ObjectNode tokens(Account account) {
    return Json.object()
        .put("access_token", grants.staleAccessToken())
        .put("expires_in", 3599)
        .put("scope", scopeOf(account.usualScopes()))
        .put("token_type", "Bearer")
        .put("refresh_token", grants.refreshToken(account.id()));
  }

  private static Path write(Path dir, String name, ObjectNode json) throws IOException {
    Files.createDirectories(dir);
    return Files.writeString(dir.resolve(name + ".json"), Json.text(json));
  }

  /** Writes what the Google console hands out for a desktop client, with other endpoints. */
  Path writeClientSecrets(Path file, URI root) throws IOException {
    return writeClientSecrets(file, "installed", root, List.of(URI.create("http://localhost")));
  }

  /** The same of a web client, and sends people there from now on. */
  Path writeWebClientSecrets(Path file, URI root, List<URI> redirects) throws IOException {
    client.register(redirects);
    return writeClientSecrets(file, "web", root, redirects);
  }

  private Path writeClientSecrets(Path file, String kind, URI root, List<URI> redirects)
      throws IOException {
    ObjectNode json = Json.object();
    ArrayNode redirectUris =
        json.putObject(kind)
            .put("client_id", OAuthClient.ID)
            .put("project_id", "planted-project")
            .put("auth_uri", root.resolve("o/oauth2/auth").toString())
            .put("token_uri", root.resolve("token").toString())
            .put("auth_provider_x509_cert_url", root.resolve("oauth2/v1/certs").toString())
            .put("client_secret", client.secret())
            .putArray("redirect_uris");
    redirects.forEach(redirect -> redirectUris.add(redirect.toString()));
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.writeString(file, Json.text(json));
  }
}
