// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.ListPosition;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the snapshots of the YouTube Data API v3, with one request per call, which costs one
 * unit; delegates every other request to {@code next}. Needs the scope youtube.readonly; a content
 * owner's private resources are listed only with the scope youtubepartner.
 *
 * <p>A list has pages, and a list of playlist items follows for each playlist: these are the
 * further requests of a response.
 */
public final class ResourceListClient implements ReportClient {
  /** The API's maximum page size. */
  private static final String MAX_PAGE_SIZE = "50";

  private static final String OWNER = "snippet.channelId";

  private final ReportClient next;
  private final Endpoints endpoints;
  private final ApiHttpClient http;

  /** Creates a client with the response timeout of {@code retries}. */
  public ResourceListClient(
      ReportClient next, Endpoints endpoints, HttpClient http, RetryPolicy retries) {
    this.next = next;
    this.endpoints = endpoints;
    this.http = new ApiHttpClient(http, retries.answerWithin());
  }

  @Override
  public CompletableFuture<ReportResponse> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    ResourceList list =
        switch (request.report().source()) {
          case CHANNELS_LIST -> channels(request, channel);
          case VIDEOS_LIST -> videos(request);
          case PLAYLISTS_LIST -> playlists(request, channel);
          case PLAYLIST_ITEMS_LIST ->
              position(request).parent() == null
                  ? playlistsOfItems(request, channel)
                  : playlistItems(request);
          case QUERY, VIDEO_QUERY, QUERY_PER_ID, GROUPS_LIST, GROUP_ITEMS_LIST -> null;
        };
    if (list == null) {
      return next.fetch(request, channel, token);
    }
    Map<String, String> parameters = new LinkedHashMap<>(list.parameters());
    String owner = channel.contentOwner();
    if (owner != null
        && token.scopes().stream().anyMatch(scope -> scope.endsWith("/youtubepartner"))) {
      parameters.put("onBehalfOfContentOwner", owner);
    }
    URI uri =
        URI.create(
            endpoints.dataApiRoot()
                + "/youtube/v3/"
                + list.method()
                + "?"
                + HttpReportClient.encoded(parameters));
    return http.get(uri, token, false, body -> read(list, body, channel))
        .handle((read, failed) -> read == null ? failed(request, failed) : read.own());
  }

  /**
   * A call of a list method.
   *
   * @param owner where a resource names its channel; null if it was selected by the channel's own
   *     ids
   */
  private record ResourceList(
      String method, Map<String, String> parameters, @Nullable String owner, Reader reader) {}

  /** Turns a list into a response. */
  @FunctionalInterface
  private interface Reader {
    ReportResponse read(JsonNode list) throws InvalidResponseException;
  }

  /**
   * A list that was read.
   *
   * @param foreign why it is not the list of the record's channel, null if it is
   */
  private record Read(ReportResponse response, @Nullable Failure foreign) {
    ReportResponse own() {
      if (foreign != null) {
        throw new CompletionException(new ApiException.ReportRefused(foreign));
      }
      return response;
    }
  }

  private static ResourceList channels(ReportRequest request, ChannelIdentity channel) {
    ResourceFields fields = ResourceFields.of(request.report());
    Map<String, String> parameters = parameters(fields.parts(), fields.mask("id"));
    if (channel.contentOwner() == null) {
      parameters.put("mine", "true");
    } else {
      parameters.put("id", channel.channelId());
    }
    return new ResourceList(
        "channels", parameters, "id", list -> response(request, fields, list, List.of()));
  }

  private static ResourceList videos(ReportRequest request) {
    ResourceFields fields = ResourceFields.of(request.report());
    Map<String, String> parameters = parameters(fields.parts(), fields.mask());
    parameters.put("id", String.join(",", request.videos()));
    return new ResourceList(
        "videos", parameters, null, list -> response(request, fields, list, List.of()));
  }

  private static ResourceList playlists(ReportRequest request, ChannelIdentity channel) {
    ResourceFields fields = ResourceFields.of(request.report());
    return new ResourceList(
        "playlists",
        playlistParameters(fields.parts(OWNER), fields.mask(OWNER), request, channel),
        OWNER,
        list -> response(request, fields, list, following(request, list)));
  }

  /** The playlists, each of which has a list of items. */
  private static ResourceList playlistsOfItems(ReportRequest request, ChannelIdentity channel) {
    return new ResourceList(
        "playlists",
        playlistParameters(
            "id,snippet", "nextPageToken,items(id,snippet/channelId)", request, channel),
        OWNER,
        list -> {
          List<ReportRequest> more = new ArrayList<>();
          for (JsonNode playlist : list.path("items")) {
            more.add(request.at(ListPosition.items(playlist.path("id").asText(""))));
          }
          more.addAll(following(request, list));
          return new ReportResponse(List.of(), more);
        });
  }

  private static Map<String, String> playlistParameters(
      String parts, String mask, ReportRequest request, ChannelIdentity channel) {
    Map<String, String> parameters = parameters(parts, mask);
    if (channel.contentOwner() == null) {
      parameters.put("mine", "true");
    } else {
      parameters.put("channelId", channel.channelId());
    }
    return paged(parameters, request);
  }

  private static ResourceList playlistItems(ReportRequest request) {
    ResourceFields fields = ResourceFields.of(request.report());
    Map<String, String> parameters = parameters(fields.parts(), fields.mask());
    parameters.put("playlistId", String.valueOf(position(request).parent()));
    return new ResourceList(
        "playlistItems",
        paged(parameters, request),
        null,
        list -> response(request, fields, list, following(request, list)));
  }

  private static Map<String, String> parameters(String parts, String mask) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", parts);
    parameters.put("fields", mask);
    return parameters;
  }

  private static Map<String, String> paged(Map<String, String> parameters, ReportRequest request) {
    parameters.put("maxResults", MAX_PAGE_SIZE);
    String page = position(request).page();
    if (page != null) {
      parameters.put("pageToken", page);
    }
    return parameters;
  }

  private static ListPosition position(ReportRequest request) {
    ListPosition step = request.step();
    return step == null ? ListPosition.FIRST : step;
  }

  private static List<ReportRequest> following(ReportRequest request, JsonNode list) {
    String page = JsonObjects.nextPage(list);
    return page == null ? List.of() : List.of(request.at(position(request).page(page)));
  }

  /** A list without {@code items} has none: the API leaves the field out of some. */
  private static Read read(ResourceList list, byte[] body, ChannelIdentity channel)
      throws InvalidResponseException {
    JsonNode read = JsonObjects.read(body, list.method() + ".list", "a list");
    JsonNode items = read.path("items");
    if (!items.isMissingNode() && !items.isArray()) {
      throw new InvalidResponseException("the response of " + list.method() + ".list has no items");
    }
    return new Read(list.reader().read(read), foreign(list, items, channel));
  }

  private static ReportResponse response(
      ReportRequest request, ResourceFields fields, JsonNode list, List<ReportRequest> more)
      throws InvalidResponseException {
    int keys = request.report().dimensions().size();
    List<ReportResponse.Line> lines = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      List<@Nullable Object> cells = fields.cells(item);
      if (cells.subList(0, keys).contains(null)) {
        throw new InvalidResponseException(
            "a resource of " + request.report().name() + " has no id");
      }
      lines.add(new ReportResponse.Line(request.dates().first(), cells));
    }
    return new ReportResponse(lines, more);
  }

  /** The account may have another channel than the record says. */
  private static @Nullable Failure foreign(
      ResourceList list, JsonNode items, ChannelIdentity channel) {
    String path = list.owner();
    if (path == null) {
      return null;
    }
    for (JsonNode item : items) {
      String owner = ResourceFields.at(item, path).asText("");
      if (!owner.equals(channel.channelId())) {
        return Failure.of(
            Cause.IDENTITY_MISMATCH,
            "the tokens belong to channel "
                + owner
                + ", but the record names "
                + channel.channelId());
      }
    }
    return null;
  }

  /** A playlist that was deleted after it was listed has no items. */
  private static ReportResponse failed(ReportRequest request, @Nullable Throwable failed) {
    Throwable cause = BoundedHttp.cause(failed == null ? new IllegalStateException() : failed);
    if (request.report().source() == ReportSource.PLAYLIST_ITEMS_LIST
        && position(request).parent() != null
        && cause instanceof ApiException refused
        && refused.failure().cause() == Cause.NOT_FOUND) {
      return ReportResponse.EMPTY;
    }
    throw new CompletionException(cause);
  }
}
