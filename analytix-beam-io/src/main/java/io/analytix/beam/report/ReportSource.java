// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.List;
import java.util.Map;

/** Which part of the APIs the rows of a report come from. */
public enum ReportSource {
  /** {@code reports.query}. */
  QUERY,
  /**
   * {@code reports.query} with up to 500 video ids per request: the API has no table of all videos
   * by day.
   */
  VIDEO_QUERY,
  /** {@code reports.query} with one id per request, which an {@link IdChoice} selects. */
  QUERY_PER_ID,
  /** {@code channels.list} of the Data API. */
  CHANNELS_LIST,
  /** The channel's uploads in the Data API, and {@code videos.list} for what they are. */
  VIDEOS_LIST,
  /** {@code playlists.list} of the Data API. */
  PLAYLISTS_LIST,
  /** {@code playlistItems.list} of the Data API, for each of {@code playlists.list}. */
  PLAYLIST_ITEMS_LIST,
  /** {@code groups.list}. */
  GROUPS_LIST,
  /** {@code groupItems.list}, for each group of {@code groups.list}. */
  GROUP_ITEMS_LIST;

  /** The source of a report of figures. */
  static ReportSource ofQuery(List<String> dimensions, Map<String, String> filters) {
    return dimensions.contains(ReportDefinition.DAY)
            && dimensions.contains(ReportDefinition.VIDEO)
            && !filters.containsKey(ReportDefinition.VIDEO)
        ? VIDEO_QUERY
        : QUERY;
  }

  /** Whether it lists resources as they are, without a time column. */
  public boolean isSnapshot() {
    return usesDataApi() || usesGroups();
  }

  /** Whether its rows come from the Data API, whose calls are counted in units of its own quota. */
  public boolean usesDataApi() {
    return switch (this) {
      case CHANNELS_LIST, VIDEOS_LIST, PLAYLISTS_LIST, PLAYLIST_ITEMS_LIST -> true;
      case QUERY, VIDEO_QUERY, QUERY_PER_ID, GROUPS_LIST, GROUP_ITEMS_LIST -> false;
    };
  }

  /** Whether the account's groups are listed for it. */
  public boolean usesGroups() {
    return this == GROUPS_LIST || this == GROUP_ITEMS_LIST;
  }
}
