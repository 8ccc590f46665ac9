// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of a snapshot stand in a resource of the YouTube Data API v3. Requests name
 * only these fields, so that a response has nothing else.
 *
 * @param columns of the report, in its order
 * @param paths of these columns, with dots; empty if the resource does not have the column
 */
record ResourceFields(List<Column> columns, List<String> paths) {
  /** The sizes of a thumbnail, the largest first. */
  private static final List<String> THUMBNAILS =
      List.of("maxres", "standard", "high", "medium", "default");

  private static final String THUMBNAIL = "snippet.thumbnails";
  private static final String DURATION = "contentDetails.duration";
  private static final String HANDLE = "handle";

  /** The number of subscribers is said to be missing, zero or true while it is hidden. */
  private static final String SUBSCRIBERS = "statistics.subscriberCount";

  private static final String HIDDEN = "statistics.hiddenSubscriberCount";

  /** Where columns stand that are not {@code snippet.NAME}, the same in all lists. */
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry(HANDLE, "snippet.customUrl"),
          Map.entry("thumbnailUrl", THUMBNAIL),
          Map.entry("addedAt", "snippet.publishedAt"),
          Map.entry("uploadsPlaylist", "contentDetails.relatedPlaylists.uploads"),
          Map.entry("durationSeconds", DURATION),
          Map.entry("definition", "contentDetails.definition"),
          Map.entry("caption", "contentDetails.caption"),
          Map.entry("licensedContent", "contentDetails.licensedContent"),
          Map.entry("itemCount", "contentDetails.itemCount"),
          Map.entry("videoPublishedAt", "contentDetails.videoPublishedAt"),
          Map.entry("note", "contentDetails.note"),
          Map.entry("subscriberCount", SUBSCRIBERS),
          Map.entry("hiddenSubscriberCount", HIDDEN),
          Map.entry("viewCount", "statistics.viewCount"),
          Map.entry("videoCount", "statistics.videoCount"),
          Map.entry("likeCount", "statistics.likeCount"),
          Map.entry("commentCount", "statistics.commentCount"),
          Map.entry("privacyStatus", "status.privacyStatus"),
          Map.entry("madeForKids", "status.madeForKids"),
          Map.entry("uploadStatus", "status.uploadStatus"),
          Map.entry("license", "status.license"),
          Map.entry("scheduledStartTime", "liveStreamingDetails.scheduledStartTime"),
          Map.entry("actualStartTime", "liveStreamingDetails.actualStartTime"),
          Map.entry("actualEndTime", "liveStreamingDetails.actualEndTime"),
          Map.entry("keywords", "brandingSettings.channel.keywords"),
          Map.entry("topicCategories", "topicDetails.topicCategories"));

  /** Where the ids stand. */
  private static final Map<ReportSource, Map<String, String>> IDS =
      Map.of(
          ReportSource.VIDEOS_LIST,
          Map.of("video", "id"),
          ReportSource.PLAYLISTS_LIST,
          Map.of("playlist", "id"),
          ReportSource.PLAYLIST_ITEMS_LIST,
          Map.of(
              "playlistItem", "id",
              "playlist", "snippet.playlistId",
              "video", "snippet.resourceId.videoId"));

  /** The fields of a report of the Data API. */
  static ResourceFields of(ReportDefinition report) {
    List<String> paths = new ArrayList<>();
    for (Column column : report.responseColumns()) {
      String name = column.apiName();
      Map<String, String> ids = IDS.getOrDefault(report.source(), Map.of());
      paths.add(
          name.equals(ReportDefinition.REMOVED_AT)
              ? ""
              : ids.getOrDefault(name, PATHS.getOrDefault(name, "snippet." + name)));
    }
    return new ResourceFields(report.responseColumns(), paths);
  }

  /** The {@code part} parameter: the top-level objects that have a column. */
  String parts(String... more) {
    Set<String> parts = new LinkedHashSet<>();
    parts.add("id");
    all(more).forEach(path -> parts.add(first(path)));
    return String.join(",", parts);
  }

  /** The {@code fields} parameter: the fields that have a column, and the next page. */
  String mask(String... more) {
    return "nextPageToken,items("
        + String.join(",", new TreeSet<>(all(more).map(path -> path.replace('.', '/')).toList()))
        + ")";
  }

  private Stream<String> all(String... more) {
    return Stream.concat(Stream.of(more), paths.stream().filter(path -> !path.isEmpty()));
  }

  private static String first(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  /**
   * The cells of a resource, in the order of the columns; null what it does not have.
   *
   * @throws InvalidResponseException if a value does not have the type of its column
   */
  List<@Nullable Object> cells(JsonNode resource) throws InvalidResponseException {
    List<@Nullable Object> cells = new ArrayList<>(columns.size());
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      boolean absent =
          path.isEmpty() || (path.equals(SUBSCRIBERS) && at(resource, HIDDEN).asBoolean());
      cells.add(absent ? null : cell(columns.get(i), path, at(resource, path)));
    }
    return cells;
  }

  /** The value at a path with dots, missing if there is none. */
  static JsonNode at(JsonNode resource, String path) {
    JsonNode node = resource;
    for (String name : path.split("\\.", -1)) {
      node = node.path(name);
    }
    return node;
  }

  private static @Nullable Object cell(Column column, String path, JsonNode value)
      throws InvalidResponseException {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      return switch (column.type()) {
        case STRING -> text(column, path, value);
        case INTEGER ->
            path.equals(DURATION)
                ? (Object) Duration.parse(value.asText()).toSeconds()
                : (Object) Long.parseLong(value.asText());
        case BOOLEAN -> flag(value);
        case TIMESTAMP -> Instant.parse(value.asText());
        case DATE, MONTH, FLOAT, MONEY -> throw new IllegalArgumentException("no such column");
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new InvalidResponseException(
          "the Data API has '"
              + value.asText()
              + "' in "
              + path
              + ", which is not "
              + type(column));
    }
  }

  private static String type(Column column) {
    return column.type().name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(Column column, String path, JsonNode value) {
    if (path.equals(THUMBNAIL)) {
      return THUMBNAILS.stream()
          .map(size -> value.path(size).path("url").asText(""))
          .filter(url -> !url.isEmpty())
          .findFirst()
          .orElse(null);
    }
    if (column.apiName().equals(HANDLE) && !value.asText().startsWith("@")) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static boolean flag(JsonNode value) {
    return switch (value.asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }
}
