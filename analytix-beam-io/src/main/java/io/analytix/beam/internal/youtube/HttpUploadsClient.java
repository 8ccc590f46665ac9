// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends {@code channels.list} and {@code playlistItems.list} to the YouTube Data API v3; needs the
 * scope youtube.readonly. A content owner's private videos are listed only with the scope
 * youtubepartner.
 */
public final class HttpUploadsClient implements UploadsClient {
  /** The API's maximum page size. */
  private static final String MAX_PAGE_SIZE = "50";

  private final Endpoints endpoints;
  private final ApiHttpClient http;

  /** Creates a client of the API at {@code endpoints} with the default timeout. */
  public HttpUploadsClient(Endpoints endpoints, HttpClient http) {
    this(endpoints, http, RetryPolicy.DEFAULT);
  }

  /** Creates a client with the response timeout of {@code retries}. */
  public HttpUploadsClient(Endpoints endpoints, HttpClient http, RetryPolicy retries) {
    this.endpoints = endpoints;
    this.http = new ApiHttpClient(http, retries.answerWithin());
  }

  @Override
  public CompletableFuture<Optional<UploadsList>> list(ChannelIdentity channel, AccessToken token) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", "id,contentDetails,statistics");
    if (channel.contentOwner() == null) {
      parameters.put("mine", "true");
    } else {
      parameters.put("id", channel.channelId());
    }
    return http.get(uri("channels", parameters), token, false, HttpUploadsClient::list);
  }

  @Override
  public CompletableFuture<UploadsPage> page(
      UploadsList list, @Nullable String page, ChannelIdentity channel, AccessToken token) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", "snippet,contentDetails,status");
    parameters.put("playlistId", list.playlist());
    parameters.put("maxResults", MAX_PAGE_SIZE);
    if (page != null) {
      parameters.put("pageToken", page);
    }
    String owner = channel.contentOwner();
    if (owner != null
        && token.scopes().stream().anyMatch(scope -> scope.endsWith("/youtubepartner"))) {
      parameters.put("onBehalfOfContentOwner", owner);
    }
    return http.get(uri("playlistItems", parameters), token, false, HttpUploadsClient::page);
  }

  private URI uri(String method, Map<String, String> parameters) {
    return URI.create(
        endpoints.dataApiRoot()
            + "/youtube/v3/"
            + method
            + "?"
            + HttpReportClient.encoded(parameters));
  }

  private static Optional<UploadsList> list(byte[] body) throws InvalidResponseException {
    JsonNode channel = JsonObjects.read(body, "channels.list", "a list").path("items").path(0);
    String id = channel.path("id").asText("");
    String playlist =
        channel.path("contentDetails").path("relatedPlaylists").path("uploads").asText("");
    if (!id.isEmpty() && playlist.isEmpty()) {
      throw new InvalidResponseException(
          "the response of channels.list has no playlist of uploads");
    }
    JsonNode count = channel.path("statistics").path("videoCount");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new UploadsList(id, playlist, count.isMissingNode() ? null : count.asInt()));
  }

  private static UploadsPage page(byte[] body) throws InvalidResponseException {
    JsonNode list = JsonObjects.read(body, "playlistItems.list", "a list");
    if (!list.path("items").isArray()) {
      throw new InvalidResponseException("the response of playlistItems.list has no items");
    }
    List<UploadedVideo> uploads = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      uploads.add(upload(item));
    }
    return new UploadsPage(uploads, JsonObjects.nextPage(list));
  }

  private static UploadedVideo upload(JsonNode item) throws InvalidResponseException {
    JsonNode details = item.path("contentDetails");
    String video = details.path("videoId").asText("");
    if (video.isEmpty()) {
      throw new InvalidResponseException("playlistItems.list has an entry without a video");
    }
    return new UploadedVideo(
        video,
        item.path("snippet").path("title").asText(""),
        instant(details.path("videoPublishedAt").asText("")),
        item.path("status").path("privacyStatus").asText(""));
  }

  private static @Nullable Instant instant(String text) throws InvalidResponseException {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidResponseException(
          "playlistItems.list has '" + text + "' instead of an instant");
    }
  }
}
