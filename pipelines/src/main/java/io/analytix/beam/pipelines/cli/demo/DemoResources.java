// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the tables about channels, videos and playlists, from the world of the demo. */
record DemoResources(World world) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The objects of a resource that may have a field of a column's name, in order of precedence. */
  private static final List<String> OBJECTS =
      List.of(
          "snippet.",
          "contentDetails.",
          "statistics.",
          "status.",
          "liveStreamingDetails.",
          "topicDetails.",
          "brandingSettings.channel.");

  /** The columns with a name of their own. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "video", List.of("snippet.resourceId.videoId", "id"),
          "playlist", List.of("snippet.playlistId", "id"),
          "playlistItem", List.of("id"),
          "handle", List.of("snippet.customUrl"),
          "addedAt", List.of("snippet.publishedAt"),
          "durationSeconds", List.of("contentDetails.duration"),
          "uploadsPlaylist", List.of("contentDetails.relatedPlaylists.uploads"),
          "thumbnailUrl", List.of("snippet.thumbnails.maxres.url", "snippet.thumbnails.high.url"));

  /** The cells of a report's rows of a channel, by the API's names. */
  Stream<Map<String, Object>> cells(ReportDefinition report, String channelId) {
    List<Map<String, Object>> resources =
        switch (report.source()) {
          case CHANNELS_LIST -> List.of(world.channelResource(channelId));
          case VIDEOS_LIST -> world.videoResources(channelId);
          case PLAYLISTS_LIST -> world.playlistResources(channelId);
          case PLAYLIST_ITEMS_LIST -> world.playlistItemResources(channelId);
          case QUERY, VIDEO_QUERY, QUERY_PER_ID, GROUPS_LIST, GROUP_ITEMS_LIST ->
              throw new IllegalArgumentException(report.name());
        };
    return resources.stream().map(resource -> cells(report, resource));
  }

  private static Map<String, Object> cells(ReportDefinition report, Map<String, Object> resource) {
    Map<String, Object> cells = new HashMap<>();
    for (Column column : report.columns()) {
      cells.put(column.apiName(), cell(column.apiName(), resource));
    }
    return cells;
  }

  private static @Nullable Object cell(String name, Map<String, Object> resource) {
    Stream<String> paths =
        FIELDS.containsKey(name)
            ? FIELDS.get(name).stream()
            : OBJECTS.stream().map(object -> object + name);
    Object value = paths.map(resource::get).filter(Objects::nonNull).findFirst().orElse(null);
    if (value instanceof List<?> texts) {
      return JSON.valueToTree(texts).toString();
    }
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MILLIS);
    }
    if (name.equals("caption")) {
      return Boolean.valueOf(String.valueOf(value));
    }
    return value instanceof Duration duration ? (Object) duration.toSeconds() : value;
  }
}
