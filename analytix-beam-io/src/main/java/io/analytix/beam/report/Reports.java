// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The built-in reports. Their names are stable.
 *
 * <p>Each asks all metrics of one availability class together: the answer stops at the last day for
 * which every requested metric exists, so a slow class would shorten the table for the others.
 */
public final class Reports {
  private static final List<String> ACTIVITY =
      List.of(
          "views",
          "engagedViews",
          "redViews",
          "comments",
          "likes",
          "dislikes",
          "videosAddedToPlaylists",
          "videosRemovedFromPlaylists",
          "shares",
          "estimatedMinutesWatched",
          "estimatedRedMinutesWatched",
          "averageViewDuration",
          "averageViewPercentage",
          "subscribersGained",
          "subscribersLost");

  private static final List<String> MONEY =
      List.of(
          "estimatedRevenue",
          "estimatedAdRevenue",
          "grossRevenue",
          "estimatedRedPartnerRevenue",
          "monetizedPlaybacks",
          "playbackBasedCpm",
          "adImpressions",
          "cpm");

  /** More than 200 rows of a top list are refused by the API. */
  private static final int TOP = 200;

  private static final Map<String, ReportDefinition> BUILT_IN = builtIn();

  private Reports() {}

  /** The built-in reports in the order of their names' definition. */
  public static Collection<ReportDefinition> builtInReports() {
    return BUILT_IN.values();
  }

  /** Their names, in the same order. */
  public static List<String> names() {
    return List.copyOf(BUILT_IN.keySet());
  }

  /** The built-in report of this name. */
  public static Optional<ReportDefinition> find(String name) {
    return Optional.ofNullable(BUILT_IN.get(name));
  }

  private static Map<String, ReportDefinition> builtIn() {
    Map<String, ReportDefinition> reports = new LinkedHashMap<>();
    Stream.of(
            ReportDefinition.daily("channel_daily", List.of("day"), ACTIVITY, null),
            ReportDefinition.daily("channel_revenue_daily", List.of("day"), MONEY, null),
            ReportDefinition.daily("geography_daily", List.of("country"), ACTIVITY, null),
            ReportDefinition.daily(
                "top_videos_daily", List.of("video"), ACTIVITY, new RowCap(TOP, List.of("views"))))
        .forEach(report -> reports.put(report.name(), report));
    return Collections.unmodifiableMap(reports);
  }
}
