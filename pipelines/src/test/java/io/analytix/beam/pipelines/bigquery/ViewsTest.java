// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The views over rows, in DuckDB. */
final class ViewsTest {
  private static final DatasetName DATASET = DatasetName.parse("proj:ds");

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
    Warehouse.Counts unused = warehouse.change(sql);
  }

  private List<String> rows(String sql) {
    return warehouse.query(sql).stream()
        .map(row -> String.join(" ", row.values().stream().map(String::valueOf).toList()))
        .toList();
  }
}
