// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the API demands of its "top" tables: a number of rows and a descending order.
 *
 * @param maxResults the most rows an answer has; a full answer may have been cut
 * @param descending the metrics to sort by, most important first; each descending
 */
public record RowCap(int maxResults, List<String> descending) implements Serializable {
  private static final Set<String> ID_DIMENSIONS = Set.of("video", "playlist");

  private static final Map<String, Integer> MOST =
      Map.of(
          "video", 200,
          "playlist", 200,
          "city", 250,
          "insightTrafficSourceDetail", 25,
          "insightPlaybackLocationDetail", 25);

  /** Documented are 250 cities, but more than 25 have been refused. */
  private static final Map<String, Integer> DEPENDABLE = Map.of("city", 25);

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
   * filter names, cities, and details. As many rows as are never refused, sorted by the first
   * metric that lists can be sorted by; a list without one asks for {@code views}.
   */
  public static Optional<RowCap> demanded(
      List<String> dimensions, Map<String, String> filters, List<String> metrics) {
    OptionalInt cap =
        dimensions.stream()
            .filter(name -> !namesIds(name, dimensions, filters))
            .map(RowCap::dependable)
            .flatMapToInt(OptionalInt::stream)
            .min();
    if (cap.isEmpty()) {
      return Optional.empty();
    }
    String sorted = SORTED_BY.stream().filter(metrics::contains).findFirst().orElse("views");
    return Optional.of(new RowCap(cap.getAsInt(), List.of(sorted)));
  }

  /** Whether a query says which videos or playlists it wants, and so wants no list of them. */
  private static boolean namesIds(
      String dimension, List<String> dimensions, Map<String, String> filters) {
    return ID_DIMENSIONS.contains(dimension)
        && (filters.containsKey(dimension) || ofEveryVideo(dimensions, filters));
  }

  /** Whether each video of a channel is to be named in a filter, because days exclude a list. */
  static boolean ofEveryVideo(List<String> dimensions, Map<String, String> filters) {
    return dimensions.contains(ReportDefinition.DAY)
        && dimensions.contains(ReportDefinition.VIDEO)
        && !filters.containsKey(ReportDefinition.VIDEO);
  }

  /** The most rows of a list by this dimension; empty where it makes no list of a query. */
  public static OptionalInt most(String dimension) {
    Integer rows = MOST.get(dimension);
    return rows == null ? OptionalInt.empty() : OptionalInt.of(rows);
  }

  /** As many rows of a list by this dimension as are never refused, {@link #most} or fewer. */
  public static OptionalInt dependable(String dimension) {
    Integer rows = DEPENDABLE.get(dimension);
    return rows == null ? most(dimension) : OptionalInt.of(rows);
  }

  /** In words, such as {@code maxResults 200 and sort -views}. */
  @Override
  public String toString() {
    return "maxResults " + maxResults + " and sort -" + String.join(",-", descending);
  }
}
