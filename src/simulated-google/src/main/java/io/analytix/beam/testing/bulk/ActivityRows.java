// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.world.GroundTruth;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The activity of a channel as in the Analytics API, in the columns of {@code channel_basic_a3}.
 */
public final class ActivityRows {
  private static final Map<String, String> DIMENSIONS = new LinkedHashMap<>();
  private static final Map<String, String> METRICS = new LinkedHashMap<>();

  static {
    DIMENSIONS.put("video_id", "video");
    DIMENSIONS.put("subscribed_status", "subscribedStatus");
    METRICS.put("views", "views");
    METRICS.put("engaged_views", "engagedViews");
    METRICS.put("comments", "comments");
    METRICS.put("likes", "likes");
    METRICS.put("dislikes", "dislikes");
    METRICS.put("shares", "shares");
    METRICS.put("videos_added_to_playlists", "videosAddedToPlaylists");
    METRICS.put("videos_removed_from_playlists", "videosRemovedFromPlaylists");
    METRICS.put("watch_time_minutes", "estimatedMinutesWatched");
    METRICS.put("average_view_duration_seconds", "averageViewDuration");
    METRICS.put("average_view_duration_percentage", "averageViewPercentage");
    METRICS.put("subscribers_gained", "subscribersGained");
    METRICS.put("subscribers_lost", "subscribersLost");
    METRICS.put("red_views", "redViews");
    METRICS.put("red_watch_time_minutes", "estimatedRedMinutesWatched");
  }

  private ActivityRows() {}

  /** Returns a row per video and subscribed status, and one for the activity without a video. */
  public static List<Map<String, String>> of(GroundTruth truth, String channelId, LocalDate day) {
    List<Map<String, String>> rows = new ArrayList<>();
    Map<String, Long> rest = new LinkedHashMap<>();
    rows(truth, channelId, day, Map.of()).forEach(all -> addCounts(all, 1, rest));
    for (Map<String, Object> cells : rows(truth, channelId, day, DIMENSIONS)) {
      addCounts(cells, -1, rest);
      rows.add(texts(cells));
    }
    if (rest.values().stream().anyMatch(count -> count != 0)) {
      rows.add(texts(rest));
    }
    return rows;
  }

  private static List<Map<String, Object>> rows(
      GroundTruth truth, String channelId, LocalDate day, Map<String, String> dimensions) {
    List<String> columns = new ArrayList<>(dimensions.keySet());
    columns.addAll(METRICS.keySet());
    ReportQuestion question =
        ReportQuestion.of(
            channelId, List.copyOf(dimensions.values()), List.copyOf(METRICS.values()), day, day);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Object> cells : truth.rows(question)) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int place = 0; place < cells.size(); place++) {
        row.put(columns.get(place), cells.get(place));
      }
      rows.add(row);
    }
    return rows;
  }

  private static void addCounts(Map<String, ?> cells, int sign, Map<String, Long> sums) {
    cells.forEach(
        (column, cell) -> {
          if (cell instanceof Long count && !column.startsWith("average")) {
            sums.merge(column, sign * count, Long::sum);
          }
        });
  }

  private static Map<String, String> texts(Map<String, ?> cells) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("live_or_on_demand", "on_demand");
    texts.put("country_code", "ZZ");
    cells.forEach((column, cell) -> texts.put(column, text(cell)));
    return texts;
  }

  private static String text(Object cell) {
    if (cell instanceof Double number) {
      return BigDecimal.valueOf(number).toPlainString();
    }
    String text = String.valueOf(cell);
    return switch (text) {
      case "UNSUBSCRIBED" -> "not_subscribed";
      case "SUBSCRIBED" -> "subscribed";
      default -> text;
    };
  }
}
