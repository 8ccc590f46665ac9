// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.pipelines.parquet.BulkRowText;
import io.analytix.beam.testing.BulkFile;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with bulk files into a BigQuery that runs loads and statements in DuckDB. */
final class BulkInBigQueryTest {
  private static final String REACH = "channel_reach_combined_a1";
  private static final String REVENUE = "content_owner_estimated_revenue_a1";
  private static final String SETTLED = "content_owner_ad_revenue_raw_a1";
  private static final String TYPES = String.join(",", REACH, REVENUE, SETTLED);

  /** As tables in Parquet and in BigQuery must be equal. */
  private static final List<String> PROVENANCE = List.of("fetched_at", "run_id");

  @TempDir Path folder;
  private BulkBench bench;
  private FakeBigQuery bigQuery;
  private Path temp;

  @BeforeEach
  void start() throws IOException, SQLException {
    bench =
        new BulkBench(
            World.builder(12)
                .channels(1)
                .contentOwner("acme", SimulatedChannel.named("managed").build())
                .build(),
            folder);
    bench.world.bulk().history(BulkHistory.EVENTFUL);
    Instant before = BulkBench.START.minus(Duration.ofDays(4));
    bench.channels().forEach(id -> bench.world.bulk().createJob(id, REACH, before));
    bench.world.bulk().createJob("acme", REVENUE, before);
    bench.world.bulk().createJob("acme", SETTLED, BulkBench.START.minus(Duration.ofDays(90)));
    bigQuery = new FakeBigQuery("ds", "EU");
    temp = Files.createDirectories(folder.resolve("temp"));
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
    bench.close();
  }

  @Test
  void run_nightAfterNight_tablesEqualThoseInParquet() throws Exception {
    for (int night = 0; night < 2; night++) {
      bench.world.bulk().addColumn(REACH, "added_" + night, bench.clock.instant());

      Printed inBigQuery = run();

      Printed inParquet = bench.run(TYPES);
      assertWithMessage(inBigQuery.all()).that(inBigQuery.exitCode()).isEqualTo(0);
      assertWithMessage(inParquet.all()).that(inParquet.exitCode()).isEqualTo(0);
      for (String type : TYPES.split(",")) {
        assertWithMessage("night %s of %s", night, type)
            .that(stored(type, PROVENANCE))
            .isEqualTo(BulkRowText.table(bench.output, type, String.join(", ", PROVENANCE)));
      }
      assertThat(
              stored(REACH, List.of("content_owner", "report_created_at", "fetched_at", "run_id")))
          .isEqualTo(bench.truth(REACH, bench.channels(), BulkBench.START));
      assertWithMessage("outcomes of night %s", night)
          .that(changes())
          .isEqualTo(bench.outcomes().stream().map(BulkInBigQueryTest::changes).sorted().toList());
      assertWithMessage("jobs of night %s", night).that(jobs()).isEqualTo(bench.jobs());
      assertThat(jobs()).hasSize(bench.channels().size() + 2);
      reissueDays();
      bench.nextNight();
    }
    assertThat(changes().stream().filter(line -> !line.endsWith(" null")).count()).isAtLeast(3);
    assertThat(stored(SETTLED, PROVENANCE)).isNotEmpty();
    assertThat(bigQuery.tables().stream().filter(name -> name.startsWith("analytix_staging")))
        .isEmpty();
    assertThat(stagedFiles()).isEqualTo(0);
  }

  @Test
  void run_interruptedBeforeOutcomesAreStored_downloadsNothingTwice() throws Exception {
    bigQuery.faults(call -> call.contains("_bulk_outcomes_load_") ? Fault.FAIL : Fault.NONE);
    assertThat(run().exitCode()).isEqualTo(1);
    bigQuery.faults(call -> Fault.NONE);
    int downloads = bench.calls(Call.Kind.MEDIA);
    List<String> all = stored(REACH, List.of());
    assertThat(all).isNotEmpty();
    assertThat(bigQuery.query("SELECT * FROM ds.analytix_outcomes")).isEmpty();

    Printed again = run("--breakLock");

    assertWithMessage(again.all()).that(again.exitCode()).isEqualTo(0);
    // Neither files without rows nor the ids of files are in a table.
    assertThat(downloadedWithRows().stream().filter(this::hasTimeOfItsOwn)).isEmpty();
    assertThat(bench.calls(Call.Kind.MEDIA)).isLessThan(downloads * 4 / 3);
    assertThat(stored(REACH, List.of())).isEqualTo(all);
  }

  @Test
  void run_statementOfOneTypeFails_othersAreStoredAndItsFilesAreFetchedAgain() throws Exception {
    bigQuery.faults(call -> call.contains("merge_" + REACH) ? Fault.FAIL : Fault.NONE);

    Printed failed = run();

    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.out()).contains("cannot store " + REACH + " in proj:ds");
    assertThat(stored(REACH, PROVENANCE)).isEmpty();
    assertThat(stored(REVENUE, PROVENANCE)).isNotEmpty();
    assertThat(failedJob()).doesNotContain("unfetched=0");
    assertThat(failedJob()).contains("vanishes_at=2026-10-");

    bigQuery.faults(call -> Fault.NONE);
    List<String> others = stored(REVENUE, List.of());
    int downloads = bench.calls(Call.Kind.MEDIA);
    int statements = bigQuery.statements().size();
    Printed again = run();

    assertWithMessage(again.all()).that(again.exitCode()).isEqualTo(0);
    assertThat(bench.calls(Call.Kind.MEDIA) - downloads).isEqualTo(filesOf(REACH));
    assertThat(stored(REVENUE, List.of())).isEqualTo(others);
    List<String> merges =
        bigQuery.statements().stream()
            .skip(statements)
            .filter(sql -> sql.startsWith("MERGE"))
            .toList();
    assertThat(merges).isNotEmpty();
    assertThat(merges.stream().filter(sql -> !sql.contains("ds." + REACH + "`"))).isEmpty();
    assertThat(stored(REACH, List.of("content_owner", "report_created_at", "fetched_at", "run_id")))
        .isEqualTo(bench.truth(REACH, bench.channels(), BulkBench.START));
  }

  @Test
  void run_tableOfAnotherShape_isRefusedBeforeAnyRequest() {
    bigQuery.create(
        "ds",
        """
        {"tableReference": {"projectId": "proj", "datasetId": "ds", "tableId": "%s"},
         "schema": {"fields": [{"name": "channel_id", "type": "INTEGER"}]}}
        """
            .formatted(REACH));

    Printed refused = run();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.all()).contains("column 'channel_id' is INT64 but must be STRING");
    assertThat(bench.calls(Call.Kind.JOBS)).isEqualTo(0);
  }

  private String failedJob() {
    return jobs().stream().filter(job -> job.contains("report=" + REACH)).findFirst().orElseThrow();
  }

  /** One day of each report type. */
  private void reissueDays() {
    Instant later = bench.clock.instant().plus(Duration.ofHours(12));
    for (String type : TYPES.split(",")) {
      String owner = type.equals(REACH) ? bench.channels().get(0) : "acme";
      BulkFile file =
          bench.world.bulk().files(owner, type, bench.clock.instant()).stream()
              .filter(one -> !one.rows().isEmpty())
              .findFirst()
              .orElseThrow();
      bench.world.bulk().reissue(owner, type, file.day(), later);
    }
  }

  /** The outcomes of the newest run, with what storing their files changed. */
  private List<String> changes() {
    return bigQuery
        .query(
            """
            SELECT * FROM ds.analytix_outcomes
            WHERE run_id = (SELECT MAX(run_id) FROM ds.analytix_outcomes)
            """)
        .stream()
        .map(
            row ->
                line(
                    row.get("report"),
                    row.get("start_date"),
                    row.get("report_id"),
                    row.get("status"),
                    row.get("rows"),
                    row.get("inserted"),
                    row.get("updated"),
                    row.get("deleted")))
        .sorted()
        .toList();
  }

  private static String changes(Outcome outcome) {
    return line(
        outcome.report(),
        outcome.startDate(),
        outcome.reportId(),
        outcome.status(),
        outcome.rows(),
        outcome.inserted(),
        outcome.updated(),
        outcome.deleted());
  }

  private static String line(Object... cells) {
    return Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** What the newest run knew of its jobs. */
  private List<String> jobs() {
    return bigQuery
        .rows(
            "SELECT * FROM ds.analytix_jobs WHERE as_of = (SELECT MAX(as_of) FROM ds.analytix_jobs)")
        .stream()
        .map(
            row -> {
              Map<String, Object> cells = new TreeMap<>(row);
              cells.remove("run_id");
              return BulkRowText.of(cells);
            })
        .sorted()
        .toList();
  }

  private List<BulkFile> downloadedWithRows() {
    Set<String> ids =
        bigQuery
            .query("SELECT report_id FROM ds.analytix_outcomes WHERE requests > 0 AND rows > 0")
            .stream()
            .map(row -> row.get("report_id"))
            .collect(Collectors.toSet());
    return files().filter(file -> ids.contains(file.id())).toList();
  }

  /** How many files of a type the newest run requested. */
  private long filesOf(String type) {
    return bigQuery
        .query(
            "SELECT DISTINCT report_id FROM ds.analytix_outcomes WHERE requests > 0 AND report = '"
                + type
                + "' AND run_id = (SELECT MAX(run_id) FROM ds.analytix_outcomes)")
        .size();
  }

  private boolean hasTimeOfItsOwn(BulkFile file) {
    return files()
            .filter(other -> other.day().equals(file.day()))
            .filter(other -> other.createTime().equals(file.createTime()))
            .count()
        == 1;
  }

  private Stream<BulkFile> files() {
    return Stream.concat(
        bench.channels().stream()
            .flatMap(id -> bench.world.bulk().files(id, REACH, BulkBench.START).stream()),
        Stream.of(REVENUE, SETTLED)
            .flatMap(type -> bench.world.bulk().files("acme", type, BulkBench.START).stream()));
  }

  private Printed run(String... more) {
    return bench.command(
        "run",
        TYPES,
        Stream.concat(
            Stream.of(
                "--outputDataset=proj:ds",
                "--tempLocation=" + temp,
                "--bigQueryEndpoint=" + bigQuery.endpoint()),
            Stream.of(more)));
  }

  private long stagedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  /** The rows of a table, each as text, sorted. */
  private List<String> stored(String type, List<String> without) {
    List<String> rows = new ArrayList<>();
    if (!bigQuery.tables().contains(type)) {
      return rows;
    }
    for (Map<String, Object> row : bigQuery.rows("SELECT * FROM ds." + type)) {
      Map<String, Object> cells = new TreeMap<>(row);
      cells.keySet().removeAll(without);
      rows.add(BulkRowText.of(cells));
    }
    rows.sort(null);
    return rows;
  }
}
