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

/** What a client of the simulated Google starts from: token records and the OAuth client. */
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

  /** The record of a channel, which may name another channel or none. */
  public String of(SimulatedChannel channel, Optional<String> channelId) {
    ObjectNode json = tokens(grants.account(channel.id()));
    channelId.ifPresent(id -> json.put("channel_id", id));
    return Json.text(json);
  }

  /** The record of a content owner with all its channels. */
  public String of(ContentOwner owner) {
    ObjectNode json = tokens(grants.account(owner.name())).put("content_owner", owner.name());
    ArrayNode channelIds = json.putArray("channel_ids");
    owner.channelIds().forEach(channelIds::add);
    return Json.text(json);
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

  /** Writes a record's file. */
  public static Path write(Path dir, String name, String record) throws IOException {
    Files.createDirectories(dir);
    return Files.writeString(dir.resolve(name + ".json"), record);
  }

  /** What the Google console hands out for a desktop client, with other endpoints. */
  public String clientSecrets(URI root) {
    return clientSecrets("installed", root, List.of(URI.create("http://localhost")));
  }

  /** The same of a web client, which sends people there from now on. */
  public String webClientSecrets(URI root, List<URI> redirects) {
    client.register(redirects);
    return clientSecrets("web", root, redirects);
  }

  /** Writes an OAuth client's file. */
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
