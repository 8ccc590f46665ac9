// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * videos.list of the Data API: up to fifty by their ids; those that nobody may see are left out.
 */
final class VideosEndpoint implements Endpoint.Authorised {
  private static final DataApi API =
      new DataApi(
          "youtube.api.v3.V3DataVideoService.List",
          Set.of("id", "snippet", "contentDetails", "status"),
          List.of("id"));

  private final World world;

  VideosEndpoint(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Incoming incoming, Consent bearer) throws Refused {
    Map<String, String> given = API.check(incoming, bearer);
    Holdings viewer = Holdings.of(bearer.account(), world);
    Set<String> parts = DataApi.parts(given);
    List<ObjectNode> items =
        DataApi.ids(given).stream()
            .distinct()
            .map(this::find)
            .flatMap(Optional::stream)
            .filter(video -> video.isVisibleTo(viewer))
            .map(video -> item(video, parts))
            .toList();
    return DataApi.answer(
        DataApi.list("youtube#videoListResponse", items.size(), items.size()), items);
  }

  private Optional<Upload> find(String videoId) {
    return world.channels().stream()
        .filter(channel -> channel.videos().contains(videoId))
        .flatMap(channel -> Upload.of(channel).stream())
        .filter(upload -> upload.videoId().equals(videoId))
        .findFirst();
  }

  private static ObjectNode item(Upload video, Set<String> parts) {
    ObjectNode item = Json.object().put("kind", "youtube#video").put("id", video.videoId());
    if (parts.contains("snippet")) {
      item.putObject("snippet")
          .put("publishedAt", video.publishedAt().toString())
          .put("channelId", video.channel().id())
          .put("title", video.title())
          .put("description", "")
          .put("channelTitle", video.channel().title())
          .putObject("thumbnails");
    }
    if (parts.contains("contentDetails")) {
      item.putObject("contentDetails").put("duration", length(video).toString());
    }
    if (parts.contains("status")) {
      item.putObject("status")
          .put("uploadStatus", "processed")
          .put("privacyStatus", video.status().name().toLowerCase(Locale.ROOT));
    }
    return item;
  }

  private static Duration length(Upload video) {
    return Duration.ofSeconds(15 + Draw.from(0).with(video.videoId()).with("length").below(3_600));
  }
}
