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
 * What the API requires of its "top" tables: a maximum number of rows and a descending order.
 *
 * @param maxResults maximum rows of a response; one with as many may have been cut
 * @param descending the metrics to sort by, in descending order, most important first
 */
public record RowCap(int maxResults, List<String> descending) implements Serializable {
  private static final Set<String> ID_DIMENSIONS = Set.of("video", "playlist");

  private static final Map<String, Integer> MAX_ROWS =
      Map.of(
          "video", 200,
          "playlist", 200,
          "city", 250,
          "insightTrafficSourceDetail", 25,
          "insightPlaybackLocationDetail", 25);

  /** Documented are 250 cities, but the API has refused more than 25. */
  private static final Map<String, Integer> SAFE_MAX_ROWS = Map.of("city", 25);

  /** The metrics that top tables can be sorted by, in order of preference. */
  private static final List<String> SORT_METRICS =
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
          "a row cap needs maxResults of at least 1 and a metric to sort by, but has "
              + maxResults
              + " and "
              + descending);
    }
  }

  /**
   * The cap that the API requires of a query, if it is one of its top tables: videos and playlists
   * without a filter of ids, cities, and details. The number of rows is one that the API has never
   * refused; the order is by the first metric of the query that top tables can be sorted by, else
   * by {@code views}.
   */
  public static Optional<RowCap> required(
      List<String> dimensions, Map<String, String> filters, List<String> metrics) {
    OptionalInt cap =
        dimensions.stream()
            .filter(name -> !namesIds(name, dimensions, filters))
            .map(RowCap::safeMaxRows)
            .flatMapToInt(OptionalInt::stream)
            .min();
    if (cap.isEmpty()) {
      return Optional.empty();
    }
    String sorted = SORT_METRICS.stream().filter(metrics::contains).findFirst().orElse("views");
    return Optional.of(new RowCap(cap.getAsInt(), List.of(sorted)));
  }

  /** Whether a query has a filter of video or playlist ids, and so is no top table of them. */
  private static boolean namesIds(
      String dimension, List<String> dimensions, Map<String, String> filters) {
    return ID_DIMENSIONS.contains(dimension)
        && (filters.containsKey(dimension)
            || ReportSource.ofQuery(dimensions, filters) == ReportSource.VIDEO_QUERY);
  }

  /** Maximum rows of a top table by this dimension; empty for a dimension that has none. */
  public static OptionalInt maxRows(String dimension) {
    Integer rows = MAX_ROWS.get(dimension);
    return rows == null ? OptionalInt.empty() : OptionalInt.of(rows);
  }

  /** Rows that the API has never refused, {@link #maxRows} or fewer. */
  public static OptionalInt safeMaxRows(String dimension) {
    Integer rows = SAFE_MAX_ROWS.get(dimension);
    return rows == null ? maxRows(dimension) : OptionalInt.of(rows);
  }

  /** As text, such as {@code maxResults 200 and sort -views}. */
  @Override
  public String toString() {
    return "maxResults " + maxResults + " and sort -" + String.join(",-", descending);
  }
}
