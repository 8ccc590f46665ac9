// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.AnalytixNightly;
import io.analytix.beam.pipelines.bigquery.DatasetRows;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.parquet.BulkRowText;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.BulkFile;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and bulk files in one run, from one token store, into one output. */
final class BothHalvesTest {
  private static final List<String> REPORTS = List.of("channel_daily", "geography_daily");
  private static final List<String> TYPES = List.of("channel_basic_a3");

  /** The look-back of six days of each night. */
  private static final List<DateRange> ASKED =
      List.of(
          Workbench.dates("2026-09-25", "2026-09-30"), Workbench.dates("2026-09-25", "2026-10-01"));

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock(BulkBench.START);
  private Workbench bench;

  @BeforeEach
  void start() throws Exception {
    bench =
        new Workbench(
            World.builder(17)
                .today(LocalDate.parse("2026-10-01"))
                .channel(SimulatedChannel.named("one").build())
                .channel(SimulatedChannel.named("two").build())
                .build(),
            clock,
            folder);
    bench.google.writeTokenRecords(bench.tokens);
    bench.world.bulk().history(BulkHistory.EVENTFUL);
    for (SimulatedChannel channel : bench.world.channels()) {
      TYPES.forEach(
          type ->
              bench
                  .world
                  .bulk()
                  .createJob(channel.id(), type, BulkBench.START.minus(Duration.ofDays(4))));
    }
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void nightlyJob_intoParquet_bothHalvesEqualTheTruthNightAfterNight() throws Exception {
    int downloads = 0;
    for (DateRange asked : ASKED) {
      assertThat(AnalytixNightly.run(now(), arguments(REPORTS, "--output=" + bench.output)))
          .isEqualTo(PipelineResult.State.DONE);

      for (String name : REPORTS) {
        ReportDefinition report = report(name);
        assertWithMessage(name)
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, bench.world.channels(), asked));
      }
      for (String type : TYPES) {
        assertWithMessage(type)
            .that(BulkRowText.table(bench.output, type))
            .isEqualTo(bulkTruth(type));
      }
      int all = bench.google.recordedCalls(Call.Kind.MEDIA).size();
      assertOutcomes(bench.outcomes(), all - downloads);
      downloads = all;
      nextNight();
    }
  }

  @Test
  void nightlyJob_intoBigQuery_bothHalvesEqualTheTruthNightAfterNight() throws Exception {
    try (FakeBigQuery bigQuery = new FakeBigQuery("ds", "EU")) {
      for (DateRange asked : ASKED) {
        assertThat(
                AnalytixNightly.run(
                    now(),
                    arguments(
                        List.of("channel_daily"),
                        "--enforceImmutability=false",
                        "--enforceEncodability=false",
                        "--outputDataset=proj:ds",
                        "--tempLocation=" + Files.createDirectories(folder.resolve("temp")),
                        "--bigQueryEndpoint=" + bigQuery.endpoint())))
            .isEqualTo(PipelineResult.State.DONE);

        ReportDefinition report = report("channel_daily");
        Map<String, Map<String, Object>> truth = new TreeMap<>();
        bench
            .truth(report, bench.world.channels(), asked)
            .forEach((key, row) -> truth.put(key, DatasetRows.texts(row)));
        assertThat(DatasetRows.of(bigQuery, report)).isEqualTo(truth);
        for (String type : TYPES) {
          assertWithMessage(type).that(stored(bigQuery, type)).isEqualTo(bulkTruth(type));
        }
        assertThat(
                bigQuery.query(
                    "SELECT run_id FROM ds.analytix_outcomes WHERE status IN ('FAILED', 'DEFERRED')"))
            .isEmpty();
        nextNight();
      }
      assertThat(bigQuery.query("SELECT DISTINCT run_id FROM ds.analytix_outcomes")).hasSize(2);
      assertThat(bigQuery.query("SELECT DISTINCT report FROM ds.analytix_outcomes"))
          .hasSize(1 + TYPES.size());
      assertThat(bigQuery.query("SELECT * FROM ds.analytix_jobs")).hasSize(2 * 2 * TYPES.size());
    }
  }

  @Test
  void run_summaryAndPage_countTheRequestsOfEachHalfAsTheServerDoes() throws Exception {
    for (int night = 0; night < 2; night++) {
      Map<Call.Kind, Integer> before = calls();

      Printed printed = run();

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      Map<Call.Kind, Integer> sent = calls();
      before.forEach((kind, count) -> sent.merge(kind, -count, Integer::sum));
      int reports = sent.get(Call.Kind.REPORT);
      int files = sent.get(Call.Kind.MEDIA);
      int lists = sent.get(Call.Kind.JOBS) + sent.get(Call.Kind.JOB_REPORTS);
      assertThat(lists).isEqualTo(2 + 2 * TYPES.size());
      assertThat(files == 0).isEqualTo(night == 1);
      assertThat(printed.out())
          .containsMatch("Requests: [0-9,]+ planned, %,d sent; ".formatted(reports));
      assertThat(printed.out())
          .containsMatch(
              "Bulk files: [0-9,]+ planned, %,d requests sent: %,d for files, %,d to list jobs and files; "
                  .formatted(files + lists, files, lists));
      String page = printed.out().lines().filter(line -> line.startsWith("Page: ")).findAny().get();
      assertThat(Files.readString(Path.of(page.substring("Page: ".length()))))
          .contains(
              "<strong>%,d</strong> <span>no retries, %,d for bulk files, %,d to list them"
                  .formatted(reports + files + lists, files, lists));
    }
  }

  private void assertOutcomes(List<Outcome> outcomes, int downloads) {
    int bulk = 0;
    int ofReports = 0;
    for (Outcome outcome : outcomes) {
      assertWithMessage("%s", outcome)
          .that(outcome.status())
          .isAnyOf(Status.OK, Status.EMPTY, Status.UNCHANGED);
      if (outcome.reportId() == null) {
        ofReports++;
        assertThat(REPORTS).contains(outcome.report());
      } else {
        bulk++;
        assertThat(TYPES).contains(outcome.report());
        assertThat(outcome.status()).isNotEqualTo(Status.UNCHANGED);
      }
    }
    // Of each channel, one of channel_daily for all days, one of geography_daily for each day.
    assertThat(ofReports).isEqualTo(2 * (1 + 6));
    assertThat(bulk).isEqualTo(downloads);
    assertThat(outcomes.stream().map(Outcome::runId).distinct().count()).isEqualTo(1);
  }

  private void nextNight() {
    SimulatedChannel channel = bench.world.channels().iterator().next();
    Instant now = clock.instant();
    BulkFile file =
        bench.world.bulk().files(channel.id(), TYPES.get(0), now).stream()
            .filter(one -> !one.rows().isEmpty())
            .findFirst()
            .orElseThrow();
    bench
        .world
        .bulk()
        .reissue(channel.id(), TYPES.get(0), file.day(), now.plus(Duration.ofHours(9)));
    clock.move(Duration.ofDays(1));
    bench.world.advanceTo(bench.world.today().plusDays(1));
  }

  private Clock now() {
    return Clock.fixed(clock.instant(), clock.getZone());
  }

  private Map<Call.Kind, Integer> calls() {
    Map<Call.Kind, Integer> calls = new EnumMap<>(Call.Kind.class);
    for (Call.Kind kind : Call.Kind.values()) {
      calls.put(kind, bench.google.recordedCalls(kind).size());
    }
    return calls;
  }

  private Printed run() {
    return Workbench.analytix(
        CliEnvironment.withoutTerminal(now()),
        Stream.concat(Stream.of("run"), Stream.of(arguments(REPORTS, "--output=" + bench.output)))
            .toArray(String[]::new));
  }

  private String[] arguments(List<String> reports, String... output) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--tokenRecords=file:" + bench.tokens,
                "--clientSecrets=file:" + bench.client,
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
                "--youtubeReportingEndpoint=" + bench.google.reportingApiRootUrl(),
                "--queriesPerMinute=1000000",
                "--bulkQueriesPerMinute=1000000",
                "--targetParallelism=1",
                "--lookbackDays=6",
                "--reports=" + String.join(",", reports),
                "--bulkReports=" + String.join(",", TYPES)));
    arguments.addAll(List.of(output));
    return arguments.toArray(String[]::new);
  }

  private List<String> bulkTruth(String type) {
    List<String> rows = new ArrayList<>();
    for (SimulatedChannel channel : bench.world.channels()) {
      for (Map<String, Object> row :
          bench.world.bulk().truth(channel.id(), type, BulkBench.START, clock.instant())) {
        rows.add(BulkRowText.of(row));
      }
    }
    rows.sort(null);
    return rows;
  }

  private static List<String> stored(FakeBigQuery bigQuery, String type) {
    List<String> rows = new ArrayList<>();
    for (Map<String, Object> row : bigQuery.rows("SELECT * FROM ds." + type)) {
      Map<String, Object> cells = new TreeMap<>(row);
      cells
          .keySet()
          .removeAll(List.of("content_owner", "report_created_at", "fetched_at", "run_id"));
      rows.add(BulkRowText.of(cells));
    }
    rows.sort(null);
    return rows;
  }

  private static ReportDefinition report(String name) {
    return Reports.find(name).orElseThrow();
  }
}
