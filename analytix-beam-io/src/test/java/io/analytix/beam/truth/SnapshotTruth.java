// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the snapshots of the Data API should hold, told by a {@link World}. */
final class SnapshotTruth {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the columns stand in the resource, as YouTube documents them. */
  private static final Map<String, String> PATHS =
      paths(
          """
          title snippet.title
          description snippet.description
          publishedAt snippet.publishedAt
          addedAt snippet.publishedAt
          defaultLanguage snippet.defaultLanguage
          defaultAudioLanguage snippet.defaultAudioLanguage
          country snippet.country
          customUrl snippet.customUrl
          handle snippet.customUrl
          tags snippet.tags
          categoryId snippet.categoryId
          liveBroadcastContent snippet.liveBroadcastContent
          position snippet.position
          video snippet.resourceId.videoId
          videoOwnerChannelId snippet.videoOwnerChannelId
          uploadsPlaylist contentDetails.relatedPlaylists.uploads
          durationSeconds contentDetails.duration
          definition contentDetails.definition
          caption contentDetails.caption
          licensedContent contentDetails.licensedContent
          itemCount contentDetails.itemCount
          videoPublishedAt contentDetails.videoPublishedAt
          note contentDetails.note
          subscriberCount statistics.subscriberCount
          hiddenSubscriberCount statistics.hiddenSubscriberCount
          viewCount statistics.viewCount
          videoCount statistics.videoCount
          likeCount statistics.likeCount
          commentCount statistics.commentCount
          privacyStatus status.privacyStatus
          madeForKids status.madeForKids
          uploadStatus status.uploadStatus
          license status.license
          scheduledStartTime liveStreamingDetails.scheduledStartTime
          actualStartTime liveStreamingDetails.actualStartTime
          actualEndTime liveStreamingDetails.actualEndTime
          keywords brandingSettings.channel.keywords
          topicCategories topicDetails.topicCategories
          """);

  private SnapshotTruth() {}

  private static Map<String, String> paths(String lines) {
    Map<String, String> paths = new HashMap<>();
    lines.lines().map(line -> line.split(" ", -1)).forEach(words -> paths.put(words[0], words[1]));
    return paths;
  }

  /** The rows of one channel, by column name; no row of a removed video. */
  static List<Map<String, Object>> rows(World world, ReportDefinition report, String channelId) {
    List<Map<String, Object>> resources =
        switch (report.source()) {
          case CHANNELS_LIST -> List.of(world.channelResource(channelId));
          case VIDEOS_LIST -> oldestFirst(world.videoResources(channelId));
          case PLAYLISTS_LIST -> world.playlistResources(channelId);
          case PLAYLIST_ITEMS_LIST -> world.playlistItemResources(channelId);
          default -> throw new IllegalArgumentException(report.name());
        };
    return resources.stream().map(resource -> row(report, resource)).toList();
  }

  /** As they are requested, so that new videos change as few requests as possible. */
  private static List<Map<String, Object>> oldestFirst(List<Map<String, Object>> newestFirst) {
    List<Map<String, Object>> all = new ArrayList<>(newestFirst);
    Collections.reverse(all);
    return all;
  }

  private static Map<String, Object> row(ReportDefinition report, Map<String, Object> resource) {
    Map<String, Object> row = new LinkedHashMap<>();
    report
        .columns()
        .forEach(column -> row.put(column.columnName(), value(report, column.apiName(), resource)));
    return row;
  }

  private static @Nullable Object value(
      ReportDefinition report, String column, Map<String, Object> resource) {
    return switch (column) {
      case "removedAt" -> null;
      case "playlistItem" -> resource.get("id");
      case "thumbnailUrl" ->
          Stream.of("maxres", "standard", "high", "medium", "default")
              .map(size -> resource.get("snippet.thumbnails." + size + ".url"))
              .filter(url -> url != null)
              .findFirst()
              .orElse(null);
      case "playlist" -> resource.getOrDefault("snippet.playlistId", resource.get("id"));
      case "video" -> resource.getOrDefault("snippet.resourceId.videoId", resource.get("id"));
      case "caption" -> Boolean.valueOf(String.valueOf(resource.get(PATHS.get(column))));
      default -> stored(resource.get(PATHS.getOrDefault(column, report.name() + "?")));
    };
  }

  private static @Nullable Object stored(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MILLIS);
    }
    try {
      return value instanceof Duration duration
          ? (Object) duration.toSeconds()
          : value instanceof List<?> list ? JSON.writeValueAsString(list) : value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
