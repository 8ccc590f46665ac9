// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends {@code channels.list?mine=true} to the YouTube Data API v3; needs the scope
 * youtube.readonly.
 */
public final class HttpChannelsClient implements ChannelsClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI uri;
  private final ApiHttpClient http;

  /** Creates a client of the API at {@code endpoints}. */
  public HttpChannelsClient(Endpoints endpoints, HttpClient http) {
    this.uri =
        URI.create(endpoints.dataApiRoot() + "/youtube/v3/channels?part=id,snippet&mine=true");
    this.http = new ApiHttpClient(http, RetryPolicy.DEFAULT.answerWithin());
  }

  @Override
  public CompletableFuture<Optional<ChannelResource>> ownChannel(AccessToken token) {
    return http.get(uri, token, false, HttpChannelsClient::read);
  }

  private static Optional<ChannelResource> read(byte[] body) throws InvalidResponseException {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (IOException e) {
      throw new InvalidResponseException("the response of channels.list is not complete JSON");
    }
    if (root == null || !root.isObject() || root.has("error")) {
      throw new InvalidResponseException("the response of channels.list is not a list of channels");
    }
    JsonNode channel = root.path("items").path(0);
    String id = channel.path("id").asText("");
    String title = channel.path("snippet").path("title").asText("");
    return id.isEmpty() ? Optional.empty() : Optional.of(new ChannelResource(id, title));
  }
}
