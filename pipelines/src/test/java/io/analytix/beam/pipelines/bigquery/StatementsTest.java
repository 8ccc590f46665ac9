// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.zetasql.SqlException;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.pipelines.bigquery.sql.BulkStatement;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.MergeStatement;
import io.analytix.beam.pipelines.bigquery.sql.ReplaceScopeTable;
import io.analytix.beam.pipelines.bigquery.sql.ReplacedIds;
import io.analytix.beam.pipelines.bigquery.sql.SampleReports;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.pipelines.bigquery.sql.SqlType;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.bigquery.view.FivetranViews;
import io.analytix.beam.pipelines.bigquery.view.FreshnessView;
import io.analytix.beam.pipelines.bigquery.view.RollUpViews;
import io.analytix.beam.pipelines.bigquery.view.TitledViews;
import io.analytix.beam.pipelines.bigquery.view.ViewSpec;
import io.analytix.beam.pipelines.output.ReconcileStatement;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every statement, as GoogleSQL's analyzer takes it. */
final class StatementsTest {
  private static final DatasetName DATASET = new DatasetName("proj", "ds");
  private static final DateRange WINDOW =
      new DateRange(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-14"));

  /** A channel's, a content owner's, and one of YouTube's own, with other days. */
  private static final Set<String> BULK_KINDS =
      Set.of(
          "channel_reach_combined_a1",
          "content_owner_estimated_revenue_a1",
          "content_owner_ad_revenue_raw_a1");

  private final GoogleSql google = new GoogleSql();

  StatementsTest() {
    google.with(DATASET, TableShape.outcomes()).with(DATASET, ReplaceScopeTable.shape());
    for (ReportDefinition report : SampleReports.all()) {
      TableShape table = TableShape.of(ReportSchema.of(report));
      google.with(DATASET, table).with(DATASET, table.staged("staged_" + table.name()));
    }
  }

  @Test
  void merge_everyReport_isAnalyzed() {
    for (ReportDefinition report : SampleReports.all()) {
      for (ReplacedIds items : ReplacedIds.values()) {
        if (items == ReplacedIds.ALL
            || ReportSchema.of(report).keys().contains(ReportSchema.of(report).idColumn())) {
          analyze(report.name() + " " + items, merge(report, items));
        }
      }
    }
  }

  @Test
  void bulk_everyReportType_isAnalyzed() {
    for (BulkReportType type : BulkReportTypes.all()) {
      TableShape table =
          TableShape.of(BulkTable.of(type)).with(Map.of("new_column", SqlType.STRING));
      google.with(DATASET, table).with(DATASET, table.staged("staged_" + table.name()));
      BulkStatement statement =
          new BulkStatement(
              type, table, DATASET.table(table.name()), DATASET.table("staged_" + table.name()));
      analyze(type.id(), statement.text(WINDOW));
      if (BULK_KINDS.contains(type.id())) {
        analyze(type.id(), statement.changes(WINDOW));
      }
    }
  }

  @Test
  void reconcile_everyVersionOfChannelBasic_isAnalyzed() {
    for (BulkReportType type : BulkReportTypes.all()) {
      if (type.family().equals(ReconcileStatement.FAMILY)) {
        google.with(DATASET, TableShape.of(BulkTable.of(type)));
        ReconcileStatement statement = ReconcileStatement.of(type, WINDOW.first(), WINDOW.last());
        assertThat(statement.metrics().size()).isAtLeast(type.version() == 3 ? 13 : 10);
        analyze(
            type.id(),
            statement.sql(DATASET.table(type.id()), DATASET.table(ReconcileStatement.DAILY)));
      }
    }
  }

  @Test
  void views_everyReport_areAnalyzed() {
    List<ViewSpec> views = new ArrayList<>(List.of(FreshnessView.of(DATASET)));
    for (ReportDefinition report : SampleReports.all()) {
      views.addAll(RollUpViews.of(DATASET, ReportSchema.of(report)));
    }
    Map<String, ReportSchema> all = builtIn();
    for (ReportDefinition report : SampleReports.all()) {
      TitledViews.of(DATASET, ReportSchema.of(report), all).ifPresent(views::add);
    }
    views.addAll(FivetranViews.of(DATASET, all));
    for (String snapshot : TitledViews.snapshots()) {
      Map<String, ReportSchema> some = new LinkedHashMap<>(all);
      some.remove(snapshot);
      FivetranViews.of(DATASET, some).forEach(view -> analyze(view.name(), view.query()));
      for (ReportSchema report : some.values()) {
        TitledViews.of(DATASET, report, some)
            .ifPresent(view -> analyze(view.name() + " without " + snapshot, view.query()));
      }
    }

    views.forEach(view -> analyze(view.name(), view.query()));
    views.forEach(
        view ->
            analyze(
                "as DDL",
                "CREATE OR REPLACE VIEW "
                    + DATASET.table(view.name())
                    + " OPTIONS (description = "
                    + SqlText.text(view.description())
                    + ") AS "
                    + view.query()));
    assertThat(views.stream().map(ViewSpec::name).distinct().count()).isEqualTo(views.size());
  }

  @Test
  void analyze_wrongStatements_areRejected() {
    String good = merge(report("device_daily"), ReplacedIds.ALL);
    for (String wrong :
        List.of(
            good.replace("candidate.fetched_at", "candidate.fetched"),
            good.replace("answer.answered_through", "answer.answered_trough"),
            good.replace("`views` = source.`views`", "`views` = source.`device_type`"),
            merge(SampleReports.RETENTION, ReplacedIds.ALL)
                .replace(
                    "CAST(candidate.`elapsed_video_time_ratio` AS STRING)",
                    "candidate.`elapsed_video_time_ratio`"))) {
      assertThat(wrong).isNotEqualTo(good);
      assertThrows(SqlException.class, () -> google.analyze(wrong));
    }
  }

  @Test
  void merge_manyChannels_doesNotGrow() {
    for (ReportDefinition report : SampleReports.all()) {
      assertThat(merge(report, ReplacedIds.ALL).length()).isLessThan(10_000);
    }
  }

  @Test
  void rollUps_haveOnlySummableMetrics() {
    Map<String, String> queries = new LinkedHashMap<>();
    for (ReportDefinition report : SampleReports.all()) {
      RollUpViews.of(DATASET, ReportSchema.of(report))
          .forEach(view -> queries.put(view.name(), view.query()));
    }

    assertThat(queries).doesNotContainKey("top_videos_daily_by_week");
    assertThat(queries).doesNotContainKey("demographics_daily_by_week");
    assertThat(queries).doesNotContainKey("countries_monthly_by_week");
    assertThat(queries.get("channel_daily_by_week")).doesNotContain("average_view_percentage");
    assertThat(queries.get("channel_daily_by_week"))
        .contains(
            "60 * SUM(CASE WHEN `views` IS NOT NULL THEN `estimated_minutes_watched` END) /"
                + " NULLIF(SUM(CASE WHEN `estimated_minutes_watched` IS NOT NULL THEN `views` END),"
                + " 0) AS `average_view_duration`");
    assertThat(queries.get("channel_revenue_daily_by_month")).contains("SUM(`estimated_revenue`)");
    assertThat(queries.get("channel_revenue_daily_by_month")).doesNotContain("SUM(`cpm`)");
  }

  private void analyze(String what, String sql) {
    try {
      google.analyze(sql);
    } catch (SqlException e) {
      assertWithMessage("%s: %s\n%s", what, e.getMessage(), sql).fail();
    }
  }

  private static String merge(ReportDefinition report, ReplacedIds items) {
    return new MergeStatement(
            ReportSchema.of(report),
            DATASET.table(report.name()),
            DATASET.table("staged_" + report.name()),
            DATASET.table(ReplaceScopeTable.NAME))
        .text(WINDOW, items);
  }

  private static Map<String, ReportSchema> builtIn() {
    Map<String, ReportSchema> reports = new LinkedHashMap<>();
    Reports.builtInReports().forEach(report -> reports.put(report.name(), ReportSchema.of(report)));
    return reports;
  }

  private static ReportDefinition report(String name) {
    return Reports.find(name).orElseThrow();
  }
}
