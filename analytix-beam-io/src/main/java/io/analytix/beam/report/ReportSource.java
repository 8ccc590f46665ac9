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
  /** The list of a channel's uploads in the Data API. */
  UPLOADS_LIST,
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
    return this != QUERY && this != VIDEO_QUERY;
  }

  /** Whether the channel's uploads are listed for it. */
  public boolean usesUploads() {
    return this == VIDEO_QUERY || this == UPLOADS_LIST;
  }

  /** Whether the account's groups are listed for it. */
  public boolean usesGroups() {
    return this == GROUPS_LIST || this == GROUP_ITEMS_LIST;
  }
}
