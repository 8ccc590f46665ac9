// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.view;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.bigquery.sql.Warehouse;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The views over rows, in DuckDB. */
final class ViewsTest {
  private static final DatasetName DATASET = new DatasetName("proj", "ds");

  private Warehouse warehouse;

  @BeforeEach
  void open() throws SQLException {
    warehouse = new Warehouse();
    warehouse.createDataset("ds");
  }

  @AfterEach
  void close() throws SQLException {
    warehouse.close();
  }

  @Test
  void rollUps_ofMoney_addUpAndRecalculateRatios() {
    ReportDefinition report = Reports.find("channel_revenue_daily").orElseThrow();
    table(report);
    revenue("2026-02-01", "1.000000001", "10", 100); // a Sunday
    revenue("2026-02-02", "2", "20", 300);
    revenue("2026-02-03", "4", "30", null);
    RollUpViews.of(DATASET, ReportSchema.of(report)).forEach(this::create);

    assertThat(
            rows(
                "SELECT period_start, days, estimated_revenue, gross_revenue, cpm"
                    + " FROM ds.channel_revenue_daily_by_week ORDER BY 1"))
        .containsExactly(
            "2026-01-26 1 1.000000001 10.000000000 100.0",
            "2026-02-02 2 6.000000000 50.000000000 66.66666666666667")
        .inOrder();
    assertThat(rows("SELECT period_start, days, cpm FROM ds.channel_revenue_daily_by_month"))
        .containsExactly("2026-02-01 3 75.0");
  }

  @Test
  void freshness_ofChannels_returnsTheLastOfEach() {
    warehouse.createTable("ds", TableShape.outcomes());
    create(FreshnessView.of(DATASET));
    outcome("run-1", "rec-a", "'UC-a'", "OK", "NULL", "'2026-02-03'");
    outcome("run-2", "rec-a", "'UC-a'", "OK", "NULL", "'2026-02-04'");
    outcome("run-3", "rec-a", "NULL", "FAILED", "'TOKEN_REVOKED'", "NULL");
    outcome("run-3", "rec-b", "NULL", "FAILED", "'RECORD_INVALID'", "NULL");
    outcome("run-1", "rec-c", "'UC-c'", "FAILED", "'BACKEND'", "NULL");
    outcome("run-2", "rec-c", "'UC-c'", "EMPTY", "NULL", "NULL");

    assertThat(
            rows(
                "SELECT channel_id, token_record, last_answered_day, last_success_at IS NULL,"
                    + " last_status, last_cause FROM ds.analytix_freshness"))
        .containsExactly(
            "UC-a rec-a 2026-02-04 false FAILED TOKEN_REVOKED",
            "null rec-b null true FAILED RECORD_INVALID",
            "UC-c rec-c null false EMPTY null");
  }

  @Test
  void fivetran_rowsOfBothConsents_haveUniqueKeys() {
    Map<String, ReportSchema> reports = new LinkedHashMap<>();
    Reports.builtInReports().forEach(report -> reports.put(report.name(), ReportSchema.of(report)));
    reports.values().forEach(report -> table((ReportDefinition) report.definition()));
    ReportDefinition byVideo =
        Reports.find("video_daily").orElse(Reports.find("top_videos_daily").orElseThrow());
    for (String owner : List.of("NULL", "'Owner'")) {
      for (String video : List.of("'v1'", "'v2'", "NULL")) {
        insert(byVideo.name(), "content_owner, video, views", owner + ", " + video + ", 5");
      }
      for (String age : List.of("age18-24", "age65-")) {
        insert(
            "demographics_daily",
            "content_owner, age_group, gender, viewer_percentage",
            owner + ", '" + age + "', 'genderOther', 12.5");
      }
    }
    change(
        "INSERT INTO ds.videos (channel_id, video, title, fetched_at, run_id)"
            + " VALUES ('UC-a', 'v1', 'One', now(), 'r'), ('UC-b', 'v1', 'One', now(), 'r')");
    FivetranViews.of(DATASET, reports).forEach(this::create);
    assertThat(rows("SELECT id, snippet_title FROM ds.video")).containsExactly("v1 One");
    reports.remove("videos");
    FivetranViews.of(DATASET, reports).forEach(this::create);

    assertThat(rows("SELECT channel_id, video_id, views FROM ds.channel_basic_a_2"))
        .containsExactly("UC-a v1 5", "UC-a v2 5", "UC-a  5");
    assertThat(
            rows(
                "SELECT age_group, gender, country_code, views_percentage"
                    + " FROM ds.channel_demographics_a_1"))
        .containsExactly("AGE_18_24 GENDER_OTHER null 12.5", "AGE_65_ GENDER_OTHER null 12.5");
    assertThat(rows("SELECT id FROM ds.video")).containsExactly("v1", "v2");
    for (String view : List.of("channel_basic_a_2", "channel_demographics_a_1")) {
      assertThat(
              rows(
                  "SELECT _fivetran_id, COUNT(*) FROM ds."
                      + view
                      + " GROUP BY 1 HAVING COUNT(*) > 1"))
          .isEmpty();
    }
  }

  @Test
  void fivetran_listedVideos_haveThePackagesColumnsAndTypes() {
    Map<String, ReportSchema> reports = builtInTables();
    change(
        "INSERT INTO ds.videos (channel_id, video, title, description, published_at, privacy_status,"
            + " tags, category_id, duration_seconds, definition, caption, licensed_content,"
            + " live_broadcast_content, upload_status, license, made_for_kids, thumbnail_url,"
            + " default_language, default_audio_language, view_count, like_count, fetched_at, run_id)"
            + " VALUES ('UC-a', 'v1', 'One', 'Text', '2026-01-02 03:04:05+00', 'public',"
            + " '[\"a\",\"b\"]', '22', 61, 'hd', TRUE, FALSE, 'none', 'processed', 'youtube', FALSE,"
            + " 'https://i.example/v1.jpg', 'en', 'en-GB', 70, 7, now(), 'r')");
    change(
        "INSERT INTO ds.videos (channel_id, video, removed_at, fetched_at, run_id)"
            + " VALUES ('UC-b', 'gone', now(), now(), 'r')");
    snapshot("channels", "channel_id, title", "'UC-a', 'Alpine'", "2026-02-01");
    FivetranViews.of(DATASET, reports).forEach(this::create);

    Map<String, String> cells =
        new TreeMap<>(warehouse.query("SELECT * FROM ds.video WHERE id = 'v1'").get(0));
    assertThat(cells.remove("_fivetran_synced")).isNotNull();
    Map<String, String> expected = new TreeMap<>();
    expected.put("id", "v1");
    expected.put("snippet_title", "One");
    expected.put("snippet_description", "Text");
    expected.put("snippet_published_at", "2026-01-02T03:04:05Z");
    expected.put("snippet_channel_id", "UC-a");
    expected.put("snippet_channel_title", "Alpine");
    expected.put("snippet_category_id", "22");
    expected.put("snippet_tags", "[\"a\",\"b\"]");
    expected.put("snippet_default_language", "en");
    expected.put("snippet_default_audio_language", "en-GB");
    expected.put("snippet_live_broadcast_content", "none");
    expected.put(
        "snippet_thumbnails",
        "{'default':{'url':'U'},'medium':{'url':'U'},'high':{'url':'U'},'standard':{'url':'U'}}"
            .replace('\'', '"')
            .replace("U", "https://i.example/v1.jpg"));
    expected.put("content_details_duration", "PT61S");
    expected.put("content_details_definition", "hd");
    expected.put("content_details_caption", "true");
    expected.put("content_details_licensed_content", "false");
    expected.put("privacy_status", "public");
    expected.put("upload_status", "processed");
    expected.put("status_license", "youtube");
    expected.put("status_made_for_kids", "false");
    expected.put("statistics_view_count", "70");
    expected.put("statistics_like_count", "7");
    expected.put("statistics_comment_count", null);
    assertThat(cells).isEqualTo(expected);
    assertThat(
            rows(
                "SELECT typeof(content_details_caption), typeof(content_details_duration),"
                    + " typeof(content_details_licensed_content), typeof(snippet_published_at),"
                    + " typeof(snippet_thumbnails), typeof(statistics_view_count)"
                    + " FROM ds.video LIMIT 1"))
        .containsExactly("VARCHAR VARCHAR BOOLEAN TIMESTAMP WITH TIME ZONE VARCHAR VARCHAR");
    assertThat(
            rows(
                "SELECT id, snippet_title, snippet_channel_title, snippet_thumbnails,"
                    + " content_details_duration FROM ds.video WHERE id <> 'v1'"))
        .containsExactly("gone null null null null");

    reports.remove("channels");
    FivetranViews.of(DATASET, reports).forEach(this::create);
    assertThat(
            rows("SELECT id, snippet_title, snippet_channel_title FROM ds.video ORDER BY id DESC"))
        .containsExactly("v1 One null", "gone null null")
        .inOrder();
  }

  @Test
  void titled_snapshotsOfBothConsents_haveEveryFigureOnce() {
    Map<String, ReportSchema> reports = builtInTables();
    for (String owner : List.of("NULL", "'Owner'")) {
      for (String video : List.of("'v1'", "'v2'", "'other'", "NULL")) {
        insert("video_daily", "content_owner, video, views", owner + ", " + video + ", 5");
      }
    }
    for (double part : List.of(0.01, 1.0)) {
      change(
          "INSERT INTO ds.audience_retention (channel_id, start_date, end_date, video,"
              + " elapsed_video_time_ratio, audience_watch_ratio, fetched_at, run_id) VALUES"
              + " ('UC-a', DATE '2026-02-01', DATE '2026-02-28', 'v2', "
              + part
              + ", 0.5, now(), 'r')");
    }
    insert("top_playlists_daily", "playlist, playlist_views", "'p1', 3");
    insert("channel_daily", "views", "9");
    String columns = "channel_id, content_owner, video, title, duration_seconds, removed_at";
    snapshot("videos", columns, "'UC-a', NULL, 'v1', 'Old title', 60, NULL", "2026-02-01");
    snapshot("videos", columns, "'UC-a', 'Owner', 'v1', 'New title', 61, NULL", "2026-02-02");
    snapshot("videos", columns, "'UC-a', NULL, 'v2', NULL, NULL, '2026-02-03'", "2026-02-03");
    snapshot("videos", columns, "'UC-a', 'Owner', 'v2', 'Two', 20, NULL", "2026-02-03");
    snapshot("videos", columns, "'UC-a', NULL, NULL, 'Of no video', 1, NULL", "2026-02-04");
    snapshot(
        "channels", "channel_id, content_owner, title", "'UC-a', NULL, 'Alpine'", "2026-02-02");
    snapshot("channels", "channel_id, content_owner, title", "'UC-a', 'Owner', 'Al'", "2026-02-01");
    snapshot("playlists", "channel_id, playlist, title", "'UC-a', 'p1', 'Best'", "2026-02-01");
    titled(reports);

    String titles =
        "video, views, video_title, video_duration_seconds, video_removed_at, channel_title";
    assertThat(rows("SELECT content_owner, " + titles + " FROM ds.video_daily_titled"))
        .containsExactly(
            "null v1 5 New title 61 null Alpine",
            "null v2 5 null null 2026-02-03T00:00Z Alpine",
            "null other 5 null null null Alpine",
            "null null 5 null null null Alpine",
            "Owner v1 5 New title 61 null Alpine",
            "Owner v2 5 null null 2026-02-03T00:00Z Alpine",
            "Owner other 5 null null null Alpine",
            "Owner null 5 null null null Alpine");
    assertThat(
            rows(
                "SELECT video, elapsed_video_time_ratio, video_title, channel_title"
                    + " FROM ds.audience_retention_titled"))
        .containsExactly("v2 0.01 null Alpine", "v2 1.0 null Alpine");
    assertThat(
            rows(
                "SELECT playlist, playlist_views, playlist_title, channel_title FROM ds.top_playlists_daily_titled"))
        .containsExactly("p1 3 Best Alpine");
    assertThat(rows("SELECT views, channel_title FROM ds.channel_daily_titled"))
        .containsExactly("9 Alpine");
    for (ReportSchema report : reports.values()) {
      String name = report.definition().name();
      if (report.definition().every() != TimeGrain.SNAPSHOT) {
        String figures =
            String.join(
                ", ", report.schema().getFieldNames().stream().map(SqlText::quoted).toList());
        assertThat(rows("SELECT %s FROM ds.%s_titled ORDER BY ALL".formatted(figures, name)))
            .isEqualTo(rows("SELECT %s FROM ds.%s ORDER BY ALL".formatted(figures, name)));
      }
    }
  }

  @Test
  void titled_withoutASnapshot_haveTheColumnsOfTheOthersOnly() {
    Map<String, ReportSchema> reports = builtInTables();
    for (String snapshot : TitledViews.snapshots()) {
      reports.remove(snapshot);
      titled(reports);
    }

    assertThat(titledColumns(reports, "video_daily")).isEmpty();
    reports = builtInTables();
    assertThat(titledColumns(reports, "channel_daily")).containsExactly("channel_title");
    assertThat(titledColumns(reports, "videos")).isEmpty();
    reports.remove("channels");
    assertThat(titledColumns(reports, "channel_daily")).isEmpty();
    assertThat(titledColumns(reports, "top_playlists_daily"))
        .containsExactly(
            "playlist_title",
            "playlist_published_at",
            "playlist_privacy_status",
            "playlist_item_count")
        .inOrder();
    assertThat(titledColumns(reports, "top_videos_daily"))
        .containsExactly(
            "video_title",
            "video_published_at",
            "video_duration_seconds",
            "video_privacy_status",
            "video_live_broadcast_content",
            "video_removed_at")
        .inOrder();
  }

  /** The columns that the view has beside those of its report; none if there is no view. */
  private List<String> titledColumns(Map<String, ReportSchema> reports, String name) {
    return TitledViews.of(DATASET, reports.get(name), reports)
        .map(
            view -> {
              create(view);
              List<String> columns =
                  new ArrayList<>(
                      warehouse.query("DESCRIBE ds." + view.name()).stream()
                          .map(row -> row.get("column_name"))
                          .toList());
              columns.removeAll(reports.get(name).schema().getFieldNames());
              return columns;
            })
        .orElse(List.of());
  }

  private void titled(Map<String, ReportSchema> reports) {
    for (ReportSchema report : reports.values()) {
      TitledViews.of(DATASET, report, reports).ifPresent(this::create);
    }
  }

  private Map<String, ReportSchema> builtInTables() {
    Map<String, ReportSchema> reports = new LinkedHashMap<>();
    for (ReportDefinition report : Reports.builtInReports()) {
      reports.put(report.name(), ReportSchema.of(report));
      warehouse.dropTable("ds", report.name());
      table(report);
    }
    return reports;
  }

  private void snapshot(String table, String columns, String values, String fetched) {
    change(
        "INSERT INTO ds.%s (%s, fetched_at, run_id) VALUES (%s, '%s 00:00:00+00', 'r')"
            .formatted(table, columns, values, fetched));
  }

  private void table(ReportDefinition report) {
    TableShape shape = TableShape.of(ReportSchema.of(report));
    warehouse.createTable("ds", shape);
  }

  private void create(ViewSpec view) {
    warehouse.createView("ds", view.name(), view.query());
  }

  private void revenue(String day, String revenue, String gross, Integer impressions) {
    change(
        "INSERT INTO ds.channel_revenue_daily (channel_id, day, estimated_revenue, gross_revenue,"
            + " ad_impressions, fetched_at, run_id) VALUES ('UC-a', DATE '%s', %s, %s, %s, now(), 'r')"
                .formatted(day, revenue, gross, impressions));
  }

  private void insert(String table, String columns, String values) {
    change(
        "INSERT INTO ds.%s (channel_id, day, fetched_at, run_id, %s) VALUES ('UC-a', DATE '2026-02-01', now(), 'r', %s)"
            .formatted(table, columns, values));
  }

  private void outcome(
      String run, String record, String channel, String status, String cause, String through) {
    change(
        """
        INSERT INTO ds.analytix_outcomes (run_id, token_record, channel_id, report, start_date, end_date,
          answered_through, status, cause, retryable, rows, requests, retries, started_at, finished_at)
        VALUES ('%s', '%s', %s, 'channel_daily', '2026-02-01', '2026-02-05', %s, '%s', %s, FALSE, 1, 1, 0,
          now(), now())
        """
            .formatted(run, record, channel, through, status, cause));
  }

  private void change(String sql) {
    ChangedRows unused = warehouse.change(sql);
  }

  private List<String> rows(String sql) {
    return warehouse.query(sql).stream()
        .map(row -> String.join(" ", row.values().stream().map(String::valueOf).toList()))
        .toList();
  }
}
