// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the API demands of its "top" tables: a number of rows and a descending order.
 *
 * @param maxResults the most rows an answer has; a full answer may have been cut
 * @param descending the metrics to sort by, most important first; each descending
 */
public record RowCap(int maxResults, List<String> descending) implements Serializable {
  /** Beyond this, a list of videos or playlists is refused. */
  private static final int TOP = 200;

  /** Beyond this, a list of cities or of details has been refused; the documentation says 250. */
  private static final int DETAILS = 25;

  private static final Set<String> DETAIL_DIMENSIONS =
      Set.of("city", "insightTrafficSourceDetail", "insightPlaybackLocationDetail");

  /** What lists can be sorted by, the most telling first. */
  private static final List<String> SORTED_BY =
      List.of(
          "views",
          "playlistViews",
          "estimatedMinutesWatched",
          "playlistEstimatedMinutesWatched",
          "playlistStarts",
          "redViews",
          "estimatedRedMinutesWatched",
          "estimatedRevenue",
          "estimatedRedPartnerRevenue",
          "subscribersGained",
          "subscribersLost");

  public RowCap {
    descending = List.copyOf(descending);
    if (maxResults < 1 || descending.isEmpty()) {
      throw new IllegalArgumentException(
          "a capped report needs maxResults of at least 1 and a metric to sort by, but has "
              + maxResults
              + " and "
              + descending);
    }
  }

  /**
   * What the API demands of a query, if it is one of its top lists: videos and playlists that no
   * filter names, cities, and details (facts: the row caps of the report matrix). Sorted by the
   * first metric that lists can be sorted by; a list without one asks for {@code views}.
   */
  public static Optional<RowCap> demanded(
      List<String> dimensions, Map<String, String> filters, List<String> metrics) {
    int cap = demanded(dimensions, filters);
    if (cap == 0) {
      return Optional.empty();
    }
    String sorted = SORTED_BY.stream().filter(metrics::contains).findFirst().orElse("views");
    return Optional.of(new RowCap(cap, List.of(sorted)));
  }

  private static int demanded(List<String> dimensions, Map<String, String> filters) {
    if (dimensions.stream().anyMatch(DETAIL_DIMENSIONS::contains)) {
      return DETAILS;
    }
    boolean list =
        List.of("video", "playlist").stream()
            .anyMatch(ids -> dimensions.contains(ids) && !filters.containsKey(ids));
    return list && !ofEveryVideo(dimensions, filters) ? TOP : 0;
  }

  /** Whether each video of a channel is to be named in a filter, because days exclude a list. */
  static boolean ofEveryVideo(List<String> dimensions, Map<String, String> filters) {
    return dimensions.contains(ReportDefinition.DAY)
        && dimensions.contains(ReportDefinition.VIDEO)
        && !filters.containsKey(ReportDefinition.VIDEO);
  }

  /** In words, such as {@code maxResults 200 and sort -views}. */
  @Override
  public String toString() {
    return "maxResults " + maxResults + " and sort -" + String.join(",-", descending);
  }
}
