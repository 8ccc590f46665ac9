// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which videos, playlists or groups a report is about, one request for each: the API has tables,
 * such as audience retention, that it only returns for a single one.
 *
 * @param by {@code video}, {@code playlist} or {@code group}, the filter of each request
 * @param count of {@link Kind#TOP} the maximum number of videos, of {@link
 *     Kind#PUBLISHED_WITHIN_DAYS} the number of days; otherwise 0
 * @param ids of {@link Kind#LISTED} the ids; otherwise empty
 */
public record IdChoice(String by, Kind kind, int count, List<String> ids) implements Serializable {
  static final String PLAYLIST = "playlist";
  private static final String GROUP = "group";
  private static final Set<String> FILTERS = Set.of(ReportDefinition.VIDEO, PLAYLIST, GROUP);

  /** The most ids that one request of the API returns in a list of top videos. */
  private static final int MAX_TOP = 200;

  /** How ids are chosen. */
  public enum Kind {
    /** The channel's videos with the most views in the dates of the request. */
    TOP,
    /** The channel's videos published in the last days that end with the last date. */
    PUBLISHED_WITHIN_DAYS,
    /** Those of these ids that the channel has. */
    LISTED,
    /** All that the channel has. */
    ALL
  }

  public IdChoice {
    ids = List.copyOf(ids);
    require(FILTERS.contains(by), "each must be video, playlist or group, but is '" + by + "'");
    boolean ofVideos = by.equals(ReportDefinition.VIDEO);
    switch (kind) {
      case TOP ->
          require(
              ofVideos && count >= 1 && count <= MAX_TOP,
              "top must be 1 to " + MAX_TOP + " videos, but is " + count + " of each: " + by);
      case PUBLISHED_WITHIN_DAYS ->
          require(
              ofVideos && count >= 1,
              "publishedWithinDays must be 1 day of videos or more, but is "
                  + count
                  + " of each: "
                  + by);
      case LISTED -> {
        require(!ids.isEmpty(), "each: " + by + " has an empty list of ids");
        for (String id : ids) {
          require(
              DefinitionCheck.isFilterValue(id), "'" + id + "' of each: " + by + " is not an id");
        }
      }
      case ALL ->
          require(
              !ofVideos, "each: video needs a choice: top, publishedWithinDays, or a list of ids");
    }
  }

  private static void require(boolean valid, String violation) {
    if (!valid) {
      throw new IllegalArgumentException(violation);
    }
  }

  /** The videos with the most views in the dates of the request, 200 at most. */
  public static IdChoice topVideos(int count) {
    return new IdChoice(ReportDefinition.VIDEO, Kind.TOP, count, List.of());
  }

  /** The videos published in this many days, which end with the last date of the request. */
  public static IdChoice videosPublishedWithin(int days) {
    return new IdChoice(ReportDefinition.VIDEO, Kind.PUBLISHED_WITHIN_DAYS, days, List.of());
  }

  /** Those of these videos, playlists or groups that the channel has. */
  public static IdChoice listed(String by, List<String> ids) {
    return new IdChoice(by, Kind.LISTED, 0, ids);
  }

  /** All playlists or groups that the channel has. */
  public static IdChoice all(String by) {
    return new IdChoice(by, Kind.ALL, 0, List.of());
  }

  /** The dimension of the rows that has the id. */
  public String dimension() {
    return by.equals(GROUP) ? ReportDefinition.GROUP : by;
  }

  /** Whether the channel's uploads are listed for it. */
  public boolean usesUploads() {
    return by.equals(ReportDefinition.VIDEO) && kind != Kind.TOP;
  }

  @Override
  public String toString() {
    String choice =
        switch (kind) {
          case TOP -> "top " + count;
          case PUBLISHED_WITHIN_DAYS -> "published within " + count + " days";
          case LISTED -> String.join(",", ids);
          case ALL -> "all";
        };
    return by.toLowerCase(Locale.ROOT) + ":" + choice;
  }
}
