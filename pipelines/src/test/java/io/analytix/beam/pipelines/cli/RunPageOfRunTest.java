// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.coverage.Coverage;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.parquet.OutcomeReader;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.StoredChannelDays;
import io.analytix.beam.pipelines.runreport.RunFacts;
import io.analytix.beam.pipelines.runreport.RunPage;
import io.analytix.beam.pipelines.runreport.RunSummary;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.SeriesBreaks;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that a run leaves beside its rows. */
final class RunPageOfRunTest {
  private static final DateRange DATES = Workbench.dates("2026-02-20", "2026-02-26");
  private static final DateRange ACROSS = Workbench.dates("2025-03-30", "2025-03-31");
  private static final LocalDate SILENCED = LocalDate.parse("2026-02-24");

  private final World world =
      World.builder(8)
          .today(LocalDate.parse("2026-03-05"))
          .channel(SimulatedChannel.named("speaking").inactiveShare(0).build())
          .channel(SimulatedChannel.named("revoked").inactiveShare(0).build())
          .build();

  @TempDir Path folder;

  @Test
  void run_dayWithoutRowsAnyMore_isUnconfirmedInSummaryAndPage() throws Exception {
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      assertThat(bench.run(DATES).exitCode()).isEqualTo(0);
      world.suppressDay(world.channel("speaking").id(), SILENCED);
      bench.google.revoke(world.channel("revoked").id());

      Workbench.Printed printed = bench.run(DATES);

      assertThat(printed.exitCode()).isEqualTo(2);
      assertThat(printed.out()).containsMatch("\ngeography_daily +2 × 7 days +14 +6 +0 +1 +7\n");
      Path page = newestPage(bench);
      assertThat(printed.out()).contains("Page: " + page);
      String html = Files.readString(page);
      assertThat(html).contains("6 answered, 1 unconfirmed, 7 failed (channel days)");
      assertThat(html).contains("2026-02-24: unconfirmed");
      assertThat(html).contains("--tokenRecords");

      String again = again(bench, page.getFileName().toString().replace(".html", ""));
      assertThat(articles(again)).isEqualTo(articles(html));
      assertThat(articles(html)).hasSize(1 + Reports.names().size());
    }
  }

  @Test
  void run_lastDayWithoutRowsAnyMore_keepsItsRowsAsUnconfirmed() throws Exception {
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      String reports = "--reports=channel_daily,device_daily";
      assertThat(bench.run(DATES, reports).exitCode()).isEqualTo(0);
      ReportDefinition daily = Reports.find("channel_daily").orElseThrow();
      Map<String, Map<String, Object>> before = bench.table(daily);
      world.suppressDay(world.channel("speaking").id(), DATES.last());

      Workbench.Printed printed = bench.run(DATES, reports);

      assertThat(bench.table(daily)).isEqualTo(before);
      for (String report : List.of("channel_daily", "device_daily")) {
        assertThat(printed.out()).containsMatch("\n" + report + " +2 × 7 days +14 +13 +0 +1 +0\n");
      }
      assertThat(printed.out()).contains("\n2 unconfirmed (UNCONF): ");
      assertThat(Files.readString(newestPage(bench))).contains("2026-02-26: unconfirmed");
    }
  }

  @Test
  void run_datesCrossABreakOfSeries_isNamedOnceInSummaryAndPage() throws Exception {
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      String text = SeriesBreaks.ofColumn("views").get(0).text();

      Workbench.Printed printed = bench.run(ACROSS, "--reports=channel_daily");

      assertThat(printed.out().split("Mind: " + Pattern.quote(text), -1)).hasLength(2);
      assertThat(Files.readString(newestPage(bench)).split(Pattern.quote(text), -1)).hasLength(2);
    }
  }

  @Test
  void run_pageCannotBeWritten_isReportedAndKeepsTheExitCode() throws Exception {
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      Files.createDirectories(bench.output);
      Files.writeString(bench.output.resolve("_runs"), "in the way");

      Workbench.Printed printed = bench.run(DATES);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(printed.err()).contains("Cannot write the page about the run: ");
      assertThat(printed.out()).doesNotContain("Page: ");
    }
  }

  /** The page as it is recreated later from the stored outcomes. */
  private static String again(Workbench bench, String runId) throws IOException {
    ParquetOutput output = ParquetOutput.at(bench.output.toString());
    StoredChannelDays days = new StoredChannelDays(output, Reports.builtInReports());
    RunSummary summary = new RunSummary(Reports.builtInReports(), days::of);
    OutcomeReader.read(output, runId, summary::add);
    Coverage coverage = summary.coverage();
    assertThat(coverage.of("geography_daily").orElseThrow().count().asMap())
        .containsExactly(DayState.ANSWERED, 6L, DayState.UNCONFIRMED, 1L, DayState.FAILED, 7L);
    return RunPage.html(RunFacts.none(runId), summary);
  }

  /** The pictures of failures and of coverage, which need nothing but outcomes. */
  private static List<String> articles(String html) {
    return Stream.of(html.split("<article", -1))
        .skip(1)
        .map(part -> part.substring(0, part.indexOf("</article>")))
        .toList();
  }

  private static Path newestPage(Workbench bench) throws IOException {
    try (Stream<Path> pages = Files.list(bench.output.resolve("_runs"))) {
      return pages.max(Path::compareTo).orElseThrow();
    }
  }
}
