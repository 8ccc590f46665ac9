// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.view;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Views that the staging models of Fivetran's dbt package for YouTube Analytics read: {@code
 * channel_basic_a_2}, {@code channel_demographics_a_1} and {@code video}. Each row's key is unique,
 * which the package does not check. If a channel is fetched with its own consent and through a
 * content owner, the views have the rows of its own consent.
 */
public final class FivetranViews {
  private static final String DEMOGRAPHICS = "demographics_daily";

  /** The report of the uploads of each channel. */
  private static final String VIDEOS = "videos";

  private static final String CHANNELS = "channels";

  /** Reports by channel, day and video, the more complete first. */
  private static final List<String> BY_VIDEO = List.of("video_daily", "top_videos_daily");

  private FivetranViews() {}

  /** The reports that the views need and that are missing; empty if none is. */
  public static Optional<String> missing(Map<String, ReportSchema> reports) {
    List<String> missing =
        Stream.of(
                byVideo(reports).isPresent() ? "" : String.join(" or ", BY_VIDEO),
                reports.containsKey(DEMOGRAPHICS) ? "" : DEMOGRAPHICS)
            .filter(name -> !name.isEmpty())
            .toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", missing));
  }

  /** The views over the tables of these reports. */
  public static List<ViewSpec> of(DatasetName dataset, Map<String, ReportSchema> reports) {
    ReportSchema byVideo = byVideo(reports).orElseThrow();
    return List.of(
        basic(dataset, (ReportDefinition) byVideo.definition()),
        demographics(dataset),
        reports.containsKey(VIDEOS) ? listed(dataset, reports) : video(dataset, byVideo));
  }

  private static Optional<ReportSchema> byVideo(Map<String, ReportSchema> reports) {
    return BY_VIDEO.stream().filter(reports::containsKey).findFirst().map(reports::get);
  }

  private static ViewSpec basic(DatasetName dataset, ReportDefinition report) {
    String figures =
        Stream.of(
                figure(report, "views", "views"),
                figure(report, "estimatedMinutesWatched", "watch_time_minutes"),
                figure(report, "averageViewDuration", "average_view_duration_seconds"),
                figure(report, "averageViewPercentage", "average_view_duration_percentage"),
                figure(report, "comments", "comments"),
                figure(report, "likes", "likes"),
                figure(report, "dislikes", "dislikes"),
                figure(report, "shares", "shares"),
                figure(report, "subscribersGained", "subscribers_gained"),
                figure(report, "subscribersLost", "subscribers_lost"))
            .collect(joining(",\n  "));
    return new ViewSpec(
        "channel_basic_a_2",
        "For Fivetran's dbt package, from "
            + report.name()
            + (report.cap() == null
                ? ", which has every video."
                : ": each day's top " + report.cap().maxResults() + " videos of a channel only."),
        """
        SELECT
          CONCAT(channel_id, '|', CAST(day AS STRING), '|', COALESCE(video, '')) AS _fivetran_id,
          fetched_at AS _fivetran_synced,
          day AS date,
          channel_id,
          COALESCE(video, '') AS video_id,
          %s
        FROM %s
        %s
        """
            .formatted(figures, dataset.table(report.name()), oneConsent()));
  }

  private static ViewSpec demographics(DatasetName dataset) {
    return new ViewSpec(
        "channel_demographics_a_1",
        "For Fivetran's dbt package, from " + DEMOGRAPHICS + ": by channel, not by video.",
        """
        SELECT
          CONCAT(
            channel_id, '|', CAST(day AS STRING), '|',
            COALESCE(age_group, ''), '|', COALESCE(gender, '')) AS _fivetran_id,
          fetched_at AS _fivetran_synced,
          day AS date,
          channel_id,
          '' AS video_id,
          UPPER(REPLACE(REPLACE(age_group, 'age', 'age_'), '-', '_')) AS age_group,
          CASE gender
            WHEN 'genderOther' THEN 'GENDER_OTHER'
            WHEN 'userSpecified' THEN 'USER_SPECIFIED'
            ELSE UPPER(gender)
          END AS gender,
          CAST(NULL AS STRING) AS country_code,
          CAST(NULL AS STRING) AS live_or_on_demand,
          CAST(NULL AS STRING) AS subscribed_status,
          viewer_percentage AS views_percentage
        FROM %s
        %s
        """
            .formatted(dataset.table(DEMOGRAPHICS), oneConsent()));
  }

  /**
   * The columns of the package's staging model that the listing has, by the package's types: counts
   * and the duration (ISO 8601) are text, and so are lists and thumbnails (JSON). Of a video there
   * is one thumbnail, the largest, which stands for each size that the package reads.
   */
  private static ViewSpec listed(DatasetName dataset, Map<String, ReportSchema> reports) {
    boolean titles = reports.containsKey(CHANNELS);
    return new ViewSpec(
        "video",
        "For Fivetran's dbt package: the channels' uploads, from the latest listing.",
        """
        WITH listed AS (
          SELECT
            *,
            CASE
              WHEN thumbnail_url IS NOT NULL
                THEN '{"url":' || TO_JSON_STRING(thumbnail_url) || '}'
            END AS thumbnail
          FROM %1$s
          WHERE video IS NOT NULL
          QUALIFY ROW_NUMBER() OVER (
            PARTITION BY video ORDER BY fetched_at DESC, channel_id, content_owner) = 1
        )%2$s
        SELECT
          listed.video AS id,
          listed.title AS snippet_title,
          listed.description AS snippet_description,
          listed.published_at AS snippet_published_at,
          listed.channel_id AS snippet_channel_id,
          %3$s AS snippet_channel_title,
          listed.category_id AS snippet_category_id,
          listed.tags AS snippet_tags,
          listed.default_language AS snippet_default_language,
          listed.default_audio_language AS snippet_default_audio_language,
          listed.live_broadcast_content AS snippet_live_broadcast_content,
          '{"default":' || listed.thumbnail || ',"medium":' || listed.thumbnail
            || ',"high":' || listed.thumbnail || ',"standard":' || listed.thumbnail || '}'
            AS snippet_thumbnails,
          'PT' || CAST(listed.duration_seconds AS STRING) || 'S' AS content_details_duration,
          listed.definition AS content_details_definition,
          CAST(listed.caption AS STRING) AS content_details_caption,
          listed.licensed_content AS content_details_licensed_content,
          listed.privacy_status AS privacy_status,
          listed.upload_status AS upload_status,
          listed.license AS status_license,
          listed.made_for_kids AS status_made_for_kids,
          CAST(listed.view_count AS STRING) AS statistics_view_count,
          CAST(listed.like_count AS STRING) AS statistics_like_count,
          CAST(listed.comment_count AS STRING) AS statistics_comment_count,
          listed.fetched_at AS _fivetran_synced
        FROM listed
        %4$s
        """
            .formatted(
                dataset.table(VIDEOS),
                titles ? channels(dataset) : "",
                titles ? "channels.title" : "CAST(NULL AS STRING)",
                titles ? "LEFT JOIN channels ON channels.channel_id = listed.channel_id" : ""));
  }

  private static String channels(DatasetName dataset) {
    return """
    ,
    channels AS (
      SELECT channel_id, title
      FROM %s
      WHERE TRUE
      QUALIFY ROW_NUMBER() OVER (
        PARTITION BY channel_id ORDER BY fetched_at DESC, content_owner) = 1
    )\
    """
        .formatted(dataset.table(CHANNELS));
  }

  private static ViewSpec video(DatasetName dataset, ReportSchema byVideo) {
    String table = byVideo.definition().name();
    return new ViewSpec(
        "video",
        "For Fivetran's dbt package: the videos that " + table + " has rows of.",
        """
        SELECT
          video AS id,
          MAX(fetched_at) AS _fivetran_synced
        FROM %s
        WHERE video IS NOT NULL
        GROUP BY video
        """
            .formatted(dataset.table(table)));
  }

  /** Selects the rows of one consent for each channel and day. */
  private static String oneConsent() {
    return """
    WHERE TRUE
    QUALIFY RANK() OVER (
      PARTITION BY channel_id, day ORDER BY (content_owner IS NULL) DESC, content_owner) = 1\
    """
        .stripTrailing();
  }

  private static String figure(ReportDefinition report, String metric, String name) {
    return report.columns().stream()
        .filter(column -> column.apiName().equals(metric))
        .findFirst()
        .map(column -> SqlText.quoted(column.columnName()) + " AS " + name)
        .orElse("CAST(NULL AS INT64) AS " + name);
  }
}
