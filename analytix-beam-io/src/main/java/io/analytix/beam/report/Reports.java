// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built-in reports. Their names are stable.
 *
 * <p>Each has the metrics of one availability class only: a response ends with the last day for
 * which every requested metric exists, so a slow class would cut off days of the others.
 */
public final class Reports {
  /** The metrics of time-based, geography and top video reports. */
  private static final String[] ACTIVITY = {
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
    "subscribersLost",
  };

  /** The same without comments and subscriptions, which have no subscribed status. */
  private static final String[] BY_SUBSCRIPTION = {
    "views",
    "engagedViews",
    "redViews",
    "likes",
    "dislikes",
    "videosAddedToPlaylists",
    "videosRemovedFromPlaylists",
    "shares",
    "estimatedMinutesWatched",
    "estimatedRedMinutesWatched",
    "averageViewDuration",
    "averageViewPercentage",
  };

  /** The metrics of reports by traffic source, playback location and device. */
  private static final String[] WATCHING = {
    "views", "engagedViews", "estimatedMinutesWatched",
  };

  /** The metrics of playlists since YouTube changed them in 2024. */
  private static final String[] PLAYLISTS = {
    "playlistViews",
    "playlistStarts",
    "playlistSaves",
    "playlistEstimatedMinutesWatched",
    "playlistAverageViewDuration",
    "averageTimeInPlaylist",
    "viewsPerPlaylistStart",
  };

  /** Estimated revenue in US dollars, and its base. */
  private static final String[] MONEY = {
    "estimatedRevenue",
    "estimatedAdRevenue",
    "grossRevenue",
    "estimatedRedPartnerRevenue",
    "monetizedPlaybacks",
    "playbackBasedCpm",
    "adImpressions",
    "cpm",
  };

  /** How much of a video is watched, by the part of it. */
  private static final String[] RETENTION = {
    "audienceWatchRatio",
    "relativeRetentionPerformance",
    "startedWatching",
    "stoppedWatching",
    "totalSegmentImpressions",
  };

  /** Of how many videos of a channel the built-in report has the audience retention. */
  private static final int RETENTION_VIDEOS = 10;

  private static final Map<String, ReportDefinition> BUILT_IN = builtIn();

  private Reports() {}

  /** The built-in reports in the order of their definition. */
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

  /** All columns of a list. */
  private static ReportDefinition.Builder snapshot(String name, ReportSource list) {
    Map<Boolean, List<String>> names =
        SnapshotColumns.of(list).values().stream()
            .collect(
                Collectors.partitioningBy(
                    column -> column.kind() == Column.Kind.DIMENSION,
                    Collectors.mapping(Column::apiName, Collectors.toList())));
    return ReportDefinition.named(name)
        .every(TimeGrain.SNAPSHOT)
        .dimensions(names.getOrDefault(true, List.of()).toArray(String[]::new))
        .metrics(names.getOrDefault(false, List.of()).toArray(String[]::new));
  }

  private static Map<String, ReportDefinition> builtIn() {
    Map<String, ReportDefinition> reports = new LinkedHashMap<>();
    Stream.of(
            ReportDefinition.named("channel_daily").dimensions("day").metrics(ACTIVITY),
            ReportDefinition.named("channel_revenue_daily").dimensions("day").metrics(MONEY),
            ReportDefinition.named("content_type_daily")
                .dimensions("day", "creatorContentType")
                .metrics(ACTIVITY),
            ReportDefinition.named("subscribed_status_daily")
                .dimensions("day", "subscribedStatus")
                .metrics(BY_SUBSCRIPTION),
            ReportDefinition.named("traffic_source_daily")
                .dimensions("day", "insightTrafficSourceType")
                .metrics(WATCHING),
            ReportDefinition.named("playback_location_daily")
                .dimensions("day", "insightPlaybackLocationType")
                .metrics(WATCHING),
            ReportDefinition.named("device_daily")
                .dimensions("day", "deviceType", "operatingSystem")
                .metrics(WATCHING),
            ReportDefinition.named("geography_daily").dimensions("country").metrics(ACTIVITY),
            ReportDefinition.named("demographics_daily")
                .dimensions("ageGroup", "gender")
                .metrics("viewerPercentage"),
            ReportDefinition.named("sharing_daily").dimensions("sharingService").metrics("shares"),
            ReportDefinition.named("top_videos_daily").dimensions("video").metrics(ACTIVITY),
            ReportDefinition.named("video_daily").dimensions("day", "video").metrics(ACTIVITY),
            ReportDefinition.named("top_playlists_daily").dimensions("playlist").metrics(PLAYLISTS),
            ReportDefinition.named("ad_performance_daily")
                .dimensions("day", "adType")
                .metrics("grossRevenue", "adImpressions", "cpm"),
            ReportDefinition.named("audience_retention")
                .every(TimeGrain.RANGE)
                .lookbackDays(ReportDefinition.DEFAULT_PER_DAY_LOOKBACK_DAYS)
                .each(IdChoice.topVideos(RETENTION_VIDEOS))
                .dimensions("elapsedVideoTimeRatio")
                .metrics(RETENTION),
            snapshot("channels", ReportSource.CHANNELS_LIST),
            snapshot("videos", ReportSource.VIDEOS_LIST),
            snapshot("playlists", ReportSource.PLAYLISTS_LIST),
            snapshot("playlist_items", ReportSource.PLAYLIST_ITEMS_LIST),
            snapshot("groups", ReportSource.GROUPS_LIST),
            snapshot("group_items", ReportSource.GROUP_ITEMS_LIST))
        .map(ReportDefinition.Builder::build)
        .forEach(report -> reports.put(report.name(), report));
    return Collections.unmodifiableMap(reports);
  }
}
