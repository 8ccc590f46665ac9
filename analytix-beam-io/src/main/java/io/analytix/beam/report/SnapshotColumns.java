// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of snapshots, by the names that the API's lists use. */
final class SnapshotColumns {
  private static final Map<ReportSource, Map<String, Column>> BY_SOURCE =
      new EnumMap<>(ReportSource.class);

  static {
    add(
        ReportSource.CHANNELS_LIST,
        text("title"),
        text("description"),
        text("handle"),
        text("customUrl"),
        instant("publishedAt"),
        text("country"),
        text("defaultLanguage"),
        text("thumbnailUrl"),
        text("uploadsPlaylist"),
        whole("subscriberCount"),
        flag("hiddenSubscriberCount"),
        whole("viewCount"),
        whole("videoCount"),
        text("privacyStatus"),
        flag("madeForKids"),
        text("keywords"),
        text("topicCategories"));
    add(
        ReportSource.VIDEOS_LIST,
        key(ReportDefinition.VIDEO),
        text("title"),
        instant("publishedAt"),
        text("privacyStatus"),
        text("description"),
        text("tags"),
        text("categoryId"),
        whole("durationSeconds"),
        text("definition"),
        flag("caption"),
        flag("licensedContent"),
        text("liveBroadcastContent"),
        instant("scheduledStartTime"),
        instant("actualStartTime"),
        instant("actualEndTime"),
        text("uploadStatus"),
        text("license"),
        flag("madeForKids"),
        text("thumbnailUrl"),
        text("defaultLanguage"),
        text("defaultAudioLanguage"),
        whole("viewCount"),
        whole("likeCount"),
        whole("commentCount"),
        text("topicCategories"),
        instant(ReportDefinition.REMOVED_AT));
    add(
        ReportSource.PLAYLISTS_LIST,
        key("playlist"),
        text("title"),
        text("description"),
        instant("publishedAt"),
        text("privacyStatus"),
        whole("itemCount"),
        text("thumbnailUrl"),
        text("defaultLanguage"));
    add(
        ReportSource.PLAYLIST_ITEMS_LIST,
        key("playlist"),
        key("playlistItem"),
        whole("position"),
        attribute("video", Column.Type.STRING),
        text("title"),
        instant("addedAt"),
        instant("videoPublishedAt"),
        text("videoOwnerChannelId"),
        text("privacyStatus"),
        text("note"));
    add(
        ReportSource.GROUPS_LIST,
        key(ReportDefinition.GROUP),
        text("title"),
        instant("publishedAt"),
        whole("itemCount"),
        text("itemType"));
    add(
        ReportSource.GROUP_ITEMS_LIST,
        key(ReportDefinition.GROUP),
        key(ReportDefinition.GROUP_ITEM),
        text("resourceKind"),
        text("resourceId"));
  }

  private SnapshotColumns() {}

  /** The columns of a list, those of the key first. */
  static Map<String, Column> of(ReportSource source) {
    return BY_SOURCE.getOrDefault(source, Map.of());
  }

  /** The first list that has this key and these attributes. */
  static Optional<ReportSource> source(List<String> keys, List<String> attributes) {
    return BY_SOURCE.entrySet().stream()
        .filter(list -> keys(list.getValue()).equals(keys))
        .filter(list -> list.getValue().keySet().containsAll(attributes))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static List<String> keys(Map<String, Column> columns) {
    return columns.values().stream()
        .filter(column -> column.kind() == Column.Kind.DIMENSION)
        .map(Column::apiName)
        .toList();
  }

  private static void add(ReportSource source, Column... columns) {
    Map<String, Column> byName = new LinkedHashMap<>();
    for (Column column : columns) {
      byName.put(column.apiName(), column);
    }
    BY_SOURCE.put(source, byName);
  }

  private static Column key(String apiName) {
    return new Column(apiName, Column.Kind.DIMENSION, Column.Type.STRING, "", false, false);
  }

  private static Column text(String apiName) {
    return attribute(apiName, Column.Type.STRING);
  }

  private static Column whole(String apiName) {
    return attribute(apiName, Column.Type.INTEGER);
  }

  private static Column flag(String apiName) {
    return attribute(apiName, Column.Type.BOOLEAN);
  }

  private static Column instant(String apiName) {
    return attribute(apiName, Column.Type.TIMESTAMP);
  }

  private static Column attribute(String apiName, Column.Type type) {
    return new Column(apiName, Column.Kind.ATTRIBUTE, type, "", false, false);
  }
}
