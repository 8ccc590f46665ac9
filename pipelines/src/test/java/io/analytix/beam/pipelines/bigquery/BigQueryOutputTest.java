// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.analytix.beam.pipelines.ErrorMessages;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.pipelines.bigquery.sql.SampleReports;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a run may write to a dataset: one line each, and nothing is made. */
final class BigQueryOutputTest {
  private static final ReportDefinition REVENUE =
      Reports.find("channel_revenue_daily").orElseThrow();
  private static final ReportDefinition VIEWS = report("some_daily", "day", "views");

  @TempDir Path temp;
  private FakeBigQuery bigQuery;
  private PipelineOptions options;

  @BeforeEach
  void start() throws IOException, SQLException {
    bigQuery = new FakeBigQuery("ds", "US");
    options = SinkRun.options(bigQuery, temp);
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
  }

  @Test
  void take_emptyDataset_makesTablesAsTheyShouldBe() throws IOException {
    prepare(REVENUE);

    JsonNode table = bigQuery.table("ds", "channel_revenue_daily");
    assertThat(table.at("/timePartitioning/field").asText()).isEqualTo("day");
    assertThat(table.at("/clustering/fields/0").asText()).isEqualTo("channel_id");
    assertThat(table.at("/description").asText()).endsWith(REVENUE.fingerprint());
    assertThat(table.at("/labels/" + ReportTables.DEFINITION).asText()).hasLength(40);
    assertThat(field(table, "channel_id").path("mode").asText()).isEqualTo("REQUIRED");
    assertThat(field(table, "content_owner").path("mode").asText()).isEqualTo("NULLABLE");
    assertThat(field(table, "estimated_revenue").path("type").asText()).isEqualTo("NUMERIC");
    assertThat(field(table, "estimated_revenue").path("description").asText())
        .contains("estimatedRevenue");
    assertThat(field(table, "cpm").path("description").asText()).contains("must not be added up");
    List<String> before = bigQuery.calls();

    prepare(REVENUE);

    assertThat(
            bigQuery.calls().stream()
                .skip(before.size())
                .filter(call -> call.startsWith("PATCH"))
                .distinct()
                .toList())
        .containsExactly("PATCH ds/tables/analytix_outcomes");
  }

  @Test
  void take_snapshotOfAnEarlierRun_staysInTheViews() throws IOException {
    ReportDefinition videos = Reports.find("videos").orElseThrow();
    ReportDefinition daily = Reports.find("video_daily").orElseThrow();
    ReportDefinition top = Reports.find("top_videos_daily").orElseThrow();
    prepare(daily);
    assertThat(bigQuery.tables()).doesNotContain("video_daily_titled");
    prepare(videos);
    assertThat(bigQuery.tables()).doesNotContain("video_daily_titled");

    prepare(daily, top);

    String query = query("video_daily_titled");
    assertThat(query).contains("FROM `proj.ds.videos`");
    assertThat(query("top_videos_daily_titled")).contains("FROM `proj.ds.videos`");
    prepare(daily, videos);
    assertThat(query("video_daily_titled")).isEqualTo(query);
    assertThat(bigQuery.query("SELECT video_title, views FROM ds.video_daily_titled")).isEmpty();
  }

  @Test
  void take_snapshotWithoutAllColumns_isInNoView() throws IOException {
    ReportDefinition daily = Reports.find("video_daily").orElseThrow();
    prepare(
        ReportDefinition.named("videos")
            .dimensions("video")
            .metrics("title", "publishedAt")
            .every(TimeGrain.SNAPSHOT)
            .build());

    prepare(daily);

    assertThat(bigQuery.tables()).doesNotContain("video_daily_titled");
    prepare(daily, Reports.find("videos").orElseThrow());
    assertThat(bigQuery.tables()).contains("video_daily_titled");
  }

  @Test
  void check_reportWithTheNameOfATitledView_isRejected() {
    BigQueryException refused =
        assertThrows(
            BigQueryException.class,
            () -> prepare(VIEWS, report("some_daily_titled", "day", "views")));

    assertThat(refused)
        .hasMessageThat()
        .contains("report 'some_daily_titled' has the name of a view over another report");
  }

  private String query(String view) {
    return bigQuery.table("ds", view).at("/view/query").asText();
  }

  @Test
  void take_addedMetric_addsTheColumn() throws IOException {
    prepare(VIEWS);

    prepare(report("some_daily", "day", "views", "likes"));

    JsonNode table = bigQuery.table("ds", "some_daily");
    assertThat(field(table, "likes").path("mode").asText()).isEqualTo("NULLABLE");
    assertThat(table.at("/description").asText()).contains("metrics=views,likes");
    assertThat(bigQuery.query("SELECT likes FROM ds.some_daily")).isEmpty();
  }

  @Test
  void check_removedMetric_isRejected() throws IOException {
    prepare(report("some_daily", "day", "views", "likes"));

    assertRefused(VIEWS, "column 'likes' is no longer in the report", "rename that table");
  }

  @Test
  void check_anotherQuery_isRejected() throws IOException {
    prepare(VIEWS);

    assertRefused(
        ReportDefinition.named("some_daily")
            .dimensions("day")
            .metrics("views")
            .filter("country", "US")
            .build(),
        "its query was 'dimensions=day&metrics=views&every=DAY' and is",
        "filters=country==US");
  }

  @Test
  void check_retypedColumn_isRejected() throws IOException {
    createForeign("some_daily", "STRING", "DAY");

    assertRefused(VIEWS, "column 'views' is STRING but must be INT64");
  }

  @Test
  void check_otherPartitions_areRejected() throws IOException {
    createForeign("some_daily", "INTEGER", "MONTH");

    assertRefused(VIEWS, "it is partitioned on day by MONTH but must be on day by DAY");
  }

  @Test
  void check_tableOfAnotherWriter_isRejected() throws IOException {
    createForeign("some_daily", "INTEGER", "DAY");

    assertRefused(VIEWS, "it was not created by this sink");
  }

  @Test
  void check_missingDataset_isRejected() {
    assertRefused("proj:nowhere", VIEWS, "dataset proj:nowhere does not exist: create it");
  }

  @Test
  void check_noDataset_isRejected() {
    assertRefused("nowhere", VIEWS, "'nowhere' is not a dataset: use project:dataset");
  }

  @Test
  void check_forbiddenDataset_isRejected() {
    bigQuery.faults(call -> call.equals("GET ds") ? Fault.FORBIDDEN : Fault.NONE);

    assertRefused(VIEWS, "dataset proj:ds is not accessible: grant", "dataEditor");
  }

  @Test
  void check_forbiddenJobs_areRejected() {
    bigQuery.faults(call -> call.startsWith("POST jobs") ? Fault.FORBIDDEN : Fault.NONE);

    assertRefused(VIEWS, "project proj is not accessible: grant", "jobUser");
  }

  @Test
  void check_machinesLoginHasEnded_saysSoAtOnce() {
    options.as(GcpOptions.class).setGcpCredential(new RejectedCredentials());

    IOException failed =
        assertThrows(
            IOException.class,
            () ->
                new BigQueryOutput(SinkRun.DATASET, CompatibilityViews.NONE, options)
                    .check(List.of(VIEWS)));

    assertThat(ErrorMessages.of(failed))
        .startsWith(
            "Google does not accept this machine's own credentials any more (invalid_grant): run"
                + " 'gcloud auth application-default login'");
    assertThat(bigQuery.calls()).isEmpty();
  }

  /** A login that has ended. */
  private static final class RejectedCredentials extends GoogleCredentials {
    private static final long serialVersionUID = 1L;

    @Override
    public AccessToken refreshAccessToken() throws IOException {
      throw new Rejected();
    }
  }

  private static final class Rejected extends IOException implements Retryable {
    private static final long serialVersionUID = 1L;

    Rejected() {
      super("Error getting access token: 400 Bad Request\n{\"error\": \"invalid_grant\"}");
    }

    @Override
    public boolean isRetryable() {
      return false;
    }

    @Override
    public int getRetryCount() {
      return 0;
    }
  }

  @Test
  void take_forbiddenTables_isRefusedAndLeavesNothing() {
    bigQuery.faults(call -> call.startsWith("POST ds/tables") ? Fault.FORBIDDEN : Fault.NONE);

    BigQueryException refused = assertThrows(BigQueryException.class, () -> prepare(VIEWS));
    assertThat(refused).hasMessageThat().contains("roles/bigquery.dataEditor");
    assertThat(bigQuery.tables()).isEmpty();
  }

  @Test
  void check_datasetThatExpiresPartitions_isRejectedBeforeATableIsMade() {
    bigQuery.property("defaultPartitionExpirationMs", "5184000000");
    bigQuery.property("defaultTableExpirationMs", "7200000");

    assertRefused(
        VIEWS,
        "dataset proj:ds deletes new partitions 60 days after their day"
            + " (defaultPartitionExpirationMs) and tables 2 hours after their creation"
            + " (defaultTableExpirationMs), so the rows of analytix_outcomes would vanish",
        "run 'bq update --default_partition_expiration 0 --default_table_expiration 0 proj:ds'");
    assertThat(assertThrows(BigQueryException.class, () -> prepare(VIEWS)))
        .hasMessageThat()
        .contains("--default_partition_expiration 0");
    assertThat(bigQuery.tables()).isEmpty();
  }

  @Test
  void check_datasetThatExpiresTables_isRejectedForTablesThatAreMissing() throws IOException {
    prepare(VIEWS);
    bigQuery.property("defaultTableExpirationMs", "5184000000");

    new BigQueryOutput(SinkRun.DATASET, CompatibilityViews.NONE, options).check(List.of(VIEWS));
    prepare(VIEWS);
    assertRefused(
        report("other_daily", "day", "views"),
        "dataset proj:ds deletes new tables 60 days after their creation",
        "the rows of other_daily would vanish",
        "'bq update --default_table_expiration 0 proj:ds'");
    assertRefused(SampleReports.VIDEOS, "the rows of listed_videos would vanish");
  }

  @Test
  void check_datasetThatExpiresPartitions_acceptsTablesWithoutPartitions() throws IOException {
    prepare(VIEWS);
    bigQuery.property("defaultPartitionExpirationMs", "5184000000");

    prepare(SampleReports.VIDEOS);

    assertThat(bigQuery.table("ds", "listed_videos").has("expirationTime")).isFalse();
  }

  @Test
  void check_tableThatExpires_isRejectedWithTheCommandThatKeepsIt() throws IOException {
    prepare(VIEWS);
    bigQuery.patch(
        "ds",
        "some_daily",
        "{\"timePartitioning\": {\"type\": \"DAY\", \"field\": \"day\","
            + " \"expirationMs\": \"5184000000\"}}");
    assertRefused(
        VIEWS,
        "table proj:ds.some_daily deletes partitions 60 days after their day",
        "'bq update --time_partitioning_expiration -1 proj:ds.some_daily'");

    bigQuery.patch("ds", "analytix_outcomes", "{\"expirationTime\": \"1780000000000\"}");
    assertRefused(
        VIEWS,
        "table proj:ds.analytix_outcomes is deleted at 2026-05-28T20:26:40Z (expirationTime)",
        "'bq update --expiration 0 proj:ds.analytix_outcomes'");
  }

  @Test
  void check_foreignAddress_isRejected() {
    options.as(BigQueryOptions.class).setBigQueryEndpoint("https://bigquery.example.com/");

    BigQueryException refused =
        assertThrows(
            BigQueryException.class,
            () ->
                new BigQueryOutput(SinkRun.DATASET, CompatibilityViews.NONE, gs(options))
                    .check(List.of(VIEWS)));
    assertThat(refused).hasMessageThat().contains("--bigQueryEndpoint is 'https://bigquery.ex");
  }

  @Test
  void check_localTempForTheRealBigQuery_isRejected() {
    options.as(BigQueryOptions.class).setBigQueryEndpoint(null);

    assertRefused(VIEWS, "--tempLocation is '", "must be a folder in Cloud Storage");
  }

  @Test
  void check_fivetranWithoutItsReports_isRejected() {
    BigQueryException refused =
        assertThrows(
            BigQueryException.class,
            () ->
                new BigQueryOutput(SinkRun.DATASET, CompatibilityViews.FIVETRAN, options)
                    .check(List.of(VIEWS)));
    assertThat(refused)
        .hasMessageThat()
        .isEqualTo(
            "--compatibilityViews=fivetran needs video_daily or top_videos_daily and"
                + " demographics_daily among the reports");
  }

  @Test
  void close_folderOfTheUserForLoads_staysWhateverItsName() throws Exception {
    Path own = Files.createDirectory(temp.resolve("analytix-load-mine"));
    options.setTempLocation(own.toString());

    new BigQueryOutput(SinkRun.DATASET, CompatibilityViews.NONE, options).check(List.of(VIEWS));
    prepare(VIEWS);

    assertThat(Files.isDirectory(own)).isTrue();
  }

  @Test
  void close_folderThatTheRunCreated_isDeleted() throws Exception {
    options.setTempLocation(null);
    new BigQueryOutput(SinkRun.DATASET, CompatibilityViews.NONE, options).check(List.of(VIEWS));
    Path created = Path.of(options.getTempLocation());
    assertThat(Files.isDirectory(created)).isTrue();

    prepare(VIEWS);

    assertThat(Files.exists(created)).isFalse();
  }

  private static PipelineOptions gs(PipelineOptions options) {
    options.setTempLocation("gs://bucket/temp");
    return options;
  }

  private void createForeign(String name, String viewsType, String partition) {
    bigQuery.create(
        "ds",
        """
        {"tableReference": {"projectId": "proj", "datasetId": "ds", "tableId": "%s"},
         "timePartitioning": {"type": "%s", "field": "day"},
         "schema": {"fields": [
           {"name": "channel_id", "type": "STRING", "mode": "REQUIRED"},
           {"name": "content_owner", "type": "STRING"},
           {"name": "day", "type": "DATE", "mode": "REQUIRED"},
           {"name": "views", "type": "%s"},
           {"name": "fetched_at", "type": "TIMESTAMP", "mode": "REQUIRED"},
           {"name": "run_id", "type": "STRING", "mode": "REQUIRED"}]}}
        """
            .formatted(name, partition, viewsType));
  }

  private void prepare(ReportDefinition... reports) throws IOException {
    DatasetLease.take(SinkRun.DATASET, List.of(reports), CompatibilityViews.NONE, false, options)
        .close();
  }

  private void assertRefused(ReportDefinition report, String... parts) {
    assertRefused(SinkRun.DATASET, report, parts);
  }

  private void assertRefused(String dataset, ReportDefinition report, String... parts) {
    List<String> before = bigQuery.tables();
    BigQueryException refused =
        assertThrows(
            BigQueryException.class,
            () ->
                new BigQueryOutput(dataset, CompatibilityViews.NONE, options)
                    .check(List.of(report)));
    for (String part : parts) {
      assertThat(refused).hasMessageThat().contains(part);
    }
    assertThat(refused).hasMessageThat().doesNotContain("\n");
    assertThat(bigQuery.tables()).isEqualTo(before);
  }

  private static JsonNode field(JsonNode table, String name) {
    for (JsonNode field : table.at("/schema/fields")) {
      if (field.path("name").asText().equals(name)) {
        return field;
      }
    }
    throw new AssertionError("no column " + name);
  }

  private static ReportDefinition report(String name, String dimension, String... metrics) {
    return ReportDefinition.named(name).dimensions(dimension).metrics(metrics).build();
  }
}
