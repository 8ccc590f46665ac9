// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.ContentOwner;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.server.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes token records and client secrets. */
public final class TokenRecordWriter {
  private final OAuthClient client;
  private final Grants grants;

  public TokenRecordWriter(OAuthClient client, Grants grants) {
    this.client = client;
    this.grants = grants;
  }

  static String scopeOf(Set<String> scopes) {
    return String.join(" ", new TreeSet<>(scopes));
  }

  /** Returns the token record of a channel, with the given channel id. */
  public String of(SimulatedChannel channel, Optional<String> channelId) {
    ObjectNode json = tokens(grants.account(channel.id()));
    channelId.ifPresent(id -> json.put("channel_id", id));
    return Json.text(json);
  }

  /** Returns the token record of a content owner with all its channels. */
  public String of(ContentOwner owner) {
    ObjectNode json = tokens(grants.account(owner.name())).put("content_owner", owner.name());
    ArrayNode channelIds = json.putArray("channel_ids");
    owner.channelIds().forEach(channelIds::add);
    return Json.text(json);
  }

  /** Returns tokens some hours old: the access token has expired. */
  private ObjectNode tokens(Account account) {
    return Json.object()
        .put("access_token", grants.staleAccessToken())
        .put("expires_in", 3599)
        .put("scope", scopeOf(account.usualScopes()))
        .put("token_type", "Bearer")
        .put("refresh_token", grants.refreshToken(account.id()));
  }

  /** Writes a token record to a file. */
  public static Path write(Path dir, String name, String record) throws IOException {
    Files.createDirectories(dir);
    return Files.writeString(dir.resolve(name + ".json"), record);
  }

  /** Returns the client secrets of a desktop application, with this server's URLs. */
  public String clientSecrets(URI root) {
    return clientSecrets("installed", root, List.of(URI.create("http://localhost")));
  }

  /** Returns the client secrets of a web application, and registers its redirect URIs. */
  public String webClientSecrets(URI root, List<URI> redirects) {
    client.register(redirects);
    return clientSecrets("web", root, redirects);
  }

  /** Writes client secrets to a file. */
  public static Path writeClientSecrets(Path file, String client) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.writeString(file, client);
  }

  private String clientSecrets(String kind, URI root, List<URI> redirects) {
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
    return Json.text(json);
  }
}
