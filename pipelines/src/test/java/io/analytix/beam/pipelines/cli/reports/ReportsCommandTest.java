// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.pipelines.cli.GoldenFile;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportsCommandTest {
  /** In Pacific time, this is still the day before. */
  private static final CliEnvironment SURROUNDINGS =
      CliEnvironment.withoutTerminal(
          Clock.fixed(Instant.parse("2026-03-16T02:00:00Z"), ZoneOffset.UTC));

  @TempDir Path folder;

  @Test
  void reports_withoutAName_isAsApproved() throws Exception {
    Workbench.Printed printed = Workbench.analytix(SURROUNDINGS, "reports");

    assertThat(printed.exitCode()).isEqualTo(0);
    GoldenFile.assertApproved("reports", printed.out());
    assertThat(printed.out().lines().mapToInt(String::length).max().orElse(0))
        .isAtMost(SURROUNDINGS.outWidth());
  }

  @Test
  void reports_customReports_arePrintedLikeBuiltInOnes() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            reports:
              - name: months
                dimensions: [month]
                metrics: [views]
                every: month
              - name: ages_of_a_season
                dimensions: [ageGroup]
                metrics: [viewerPercentage]
                every: range
            """);

    String own = "--reportsFile=" + file;
    String list = Workbench.analytix(SURROUNDINGS, "reports", own).out();
    String months = Workbench.analytix(SURROUNDINGS, "reports", own, "months").out();
    String season = Workbench.analytix(SURROUNDINGS, "reports", own, "ages_of_a_season").out();

    GoldenFile.assertApproved(
        "reports-own", list.substring(list.indexOf("months")) + "\n" + months + "\n" + season);
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel_revenue_daily", "top_videos_daily"})
  void reports_withAName_isAsApproved(String name) throws Exception {
    Workbench.Printed printed = Workbench.analytix(SURROUNDINGS, "reports", name);

    assertThat(printed.exitCode()).isEqualTo(0);
    GoldenFile.assertApproved("reports-" + name, printed.out());
  }

  @Test
  void reports_asJson_namesEveryReportWithItsDimensionsAndMetrics() throws Exception {
    List<String> printed = new ArrayList<>();
    for (JsonNode report : json("reports", "--json")) {
      printed.add(
          report.path("name").asText() + report.path("dimensions") + report.path("metrics"));
    }

    List<String> expected = new ArrayList<>();
    for (ReportDefinition report : Reports.builtInReports()) {
      ObjectMapper mapper = new ObjectMapper();
      expected.add(
          report.name()
              + mapper.writeValueAsString(report.dimensions())
              + mapper.writeValueAsString(report.metrics()));
    }
    assertThat(printed).isEqualTo(expected);
  }

  @Test
  void reports_everyBuiltInReport_printsItsColumnsInOrder() throws Exception {
    for (ReportDefinition report : Reports.builtInReports()) {
      List<String> columns = new ArrayList<>();
      json("reports", report.name(), "--json")
          .path("columns")
          .forEach(column -> columns.add(column.path("name").asText()));

      assertThat(columns).isEqualTo(ReportSchema.of(report).schema().getFieldNames());
    }
  }

  @Test
  void reports_mistypedName_suggestsTheNearest() {
    Workbench.Printed printed = Workbench.analytix("reports", "chanel_daily");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("did you mean channel_daily?");
  }

  @Test
  void reports_unknownName_printsHowToListThem() {
    assertThat(Workbench.analytix("reports", "x").err()).contains("'analytix reports' lists them");
  }

  private static JsonNode json(String... arguments) throws Exception {
    return new ObjectMapper().readTree(Workbench.analytix(SURROUNDINGS, arguments).out());
  }
}
