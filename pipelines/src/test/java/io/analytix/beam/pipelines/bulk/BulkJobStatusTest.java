// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.collect.MoreCollectors.onlyElement;
import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.Counters;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.pipelines.cli.options.OptionsParser;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.testing.BulkFile;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says about the days of its jobs, against the files of the simulated Google. */
final class BulkJobStatusTest {
  private static final String BASIC = "channel_basic_a3";
  private static final LocalDate WITHHELD = LocalDate.parse("2026-09-10");
  private static final LocalDate RECENTLY_WITHHELD = LocalDate.parse("2026-09-24");
  private static final LocalDate HEADER_ONLY = LocalDate.parse("2026-09-12");
  private static final LocalDate REISSUED = LocalDate.parse("2026-09-14");
  private static final LocalDate NOT_FETCHED = LocalDate.parse("2026-09-02");

  @TempDir Path folder;

  @Test
  void run_twoNights_tellsOfEachJobWhatIsMissingAndWhatVanishes() throws Exception {
    World world = World.builder(31).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      String channel = bench.channel("a");
      world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(10)));
      world.bulk().withhold(channel, BASIC, WITHHELD);
      world.bulk().withhold(channel, BASIC, RECENTLY_WITHHELD);
      world.bulk().withhold(channel, BASIC, HEADER_ONLY);
      world
          .bulk()
          .publish(
              channel, BASIC, HEADER_ONLY, BulkBench.START.minus(Duration.ofDays(8)), List.of());
      world.bulk().expireJob(channel, BASIC, BulkBench.START.plus(Duration.ofDays(20)));
      BulkFile unfetched = file(bench, channel, NOT_FETCHED, 0);
      bench
          .google
          .faults()
          .on(
              call -> call.kind() == Call.Kind.MEDIA && call.path().contains(unfetched.id()),
              Fault.FILE_WITH_OTHER_DATE,
              Faults.FOREVER);

      Printed printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      long vanishes = Duration.between(BulkBench.START, unfetched.deleteTime()).toDays();
      assertThat(jobLine(printed))
          .containsExactly(
              BASIC, "1", days(bench, channel) + "", "2", "1", "0", "1", vanishes + "d", "20d")
          .inOrder();
      assertThat(printed.out())
          .contains(
              BASIC
                  + " of record 'a': 1 file not fetched, YouTube deletes the first in "
                  + vanishes
                  + " days");
      assertThat(printed.out()).contains("no file of " + WITHHELD + ", " + RECENTLY_WITHHELD);
      assertThat(printed.out()).contains("the job expires in 20 days");
      Map<String, Long> counted = counters(bench);
      assertThat(counted).containsEntry(Counters.BULK_DAYS_MISSING, 1L);
      assertThat(counted).containsEntry(Counters.BULK_DAYS_HEADER_ONLY, 1L);
      assertThat(counted).containsEntry(Counters.BULK_JOBS_EXPIRING, 1L);
      assertThat(counted).containsEntry(Counters.BULK_JOBS_LOSING_FILES, vanishes < 14 ? 1L : 0L);

      assertThat(guideQuery(bench))
          .isEqualTo("%s|a|%s,%s|%d|20".formatted(BASIC, WITHHELD, RECENTLY_WITHHELD, vanishes));

      bench.google.faults().clear();
      world.bulk().reissue(channel, BASIC, REISSUED, BulkBench.START.plus(Duration.ofHours(12)));
      bench.nextNight();
      printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(jobLine(printed))
          .containsExactly(BASIC, "1", days(bench, channel) + "", "2", "1", "1", "0", "-", "19d")
          .inOrder();
      assertThat(printed.out())
          .contains(
              "Newer files of "
                  + BASIC
                  + " replaced 1 stored day; "
                  + differences(
                      file(bench, channel, REISSUED, 0), file(bench, channel, REISSUED, 1))
                  + " rows differ.");
      assertThat(page(bench)).contains("<h2>Bulk jobs</h2>");
      Outcome reissued =
          bench.outcomes().stream()
              .filter(outcome -> outcome.startDate().equals(REISSUED))
              .collect(onlyElement());
      assertThat(reissued.changed())
          .isEqualTo(
              differences(file(bench, channel, REISSUED, 0), file(bench, channel, REISSUED, 1)));
      assertThat(bench.outcomes().stream().filter(outcome -> outcome.inserted() != null))
          .containsExactly(reissued);
      assertThat(bench.jobs()).hasSize(1);
      assertThat(bench.jobs().get(0))
          .matches(
              """
              \\{account_without_rows=false, as_of=2026-10-02T09:00:00Z, channel_id=%s, days=%s, \
              expires_at=2026-10-21T09:00:00Z, header_only=1, job_created_at=2026-09-21T09:00:00Z, \
              missing=2, missing_days=%s,%s, newest_report_at=%s, reissued=1, replaced=1, \
              report=%s, rows_ended=false, token_record=a, unconfirmed=0, unfetched=0}\
              """
                  .formatted(
                      channel, days(bench, channel), WITHHELD, RECENTLY_WITHHELD, "[^,]+", BASIC));

      printed = bench.run(BASIC);

      assertThat(jobLine(printed)).contains("1");
      assertThat(printed.out()).doesNotContain("replaced 1 stored day");
      assertThat(page(bench)).contains("There is no new bulk file");
    }
  }

  @Test
  void run_filesWithoutRowsAfterOthers_areTold() throws Exception {
    World world = World.builder(31).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      String channel = bench.channel("a");
      world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(10)));
      List<BulkFile> files =
          world.bulk().files(channel, BASIC, BulkBench.START).stream()
              .sorted(Comparator.comparing(BulkFile::day))
              .toList();
      for (BulkFile file : files.subList(files.size() - 7, files.size())) {
        world.bulk().withhold(channel, BASIC, file.day());
        world.bulk().publish(channel, BASIC, file.day(), file.createTime(), List.of());
      }

      Printed printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(printed.out())
          .contains(BASIC + " of record 'a': the files of the last seven days have no rows");
      assertThat(counters(bench)).containsEntry(Counters.BULK_JOBS_WITHOUT_RECENT_ROWS, 1L);

      List<String> stored = bench.table(BASIC);
      LocalDate day = files.get(3).day();
      world
          .bulk()
          .publish(channel, BASIC, day, BulkBench.START.plus(Duration.ofHours(9)), List.of());
      bench.nextNight();
      assertThat(counters(bench)).containsEntry(Counters.BULK_DAYS_UNCONFIRMED, 1L);
      printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(printed.out())
          .contains("newer files of 1 day have no rows, those stored earlier are kept");
      assertThat(bench.table(BASIC)).containsAtLeastElementsIn(stored);
      assertThat(bench.jobs().get(0)).contains("unconfirmed=1");
    }
  }

  @Test
  void run_noFileWasEverRead_tellsSoEveryNightAndAlsoWithoutNewFiles() throws Exception {
    World world = World.builder(6).channel(SimulatedChannel.named("empty").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      BulkHistory quiet = BulkHistory.QUIET;
      world.bulk().history(new BulkHistory(quiet.maxRows(), 0, 1, 0, 0, 0));
      world
          .bulk()
          .createJob(bench.channel("empty"), BASIC, BulkBench.START.minus(Duration.ofDays(4)));
      for (int run = 0; run < 2; run++) {
        Printed printed = bench.run(BASIC);

        assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
        assertThat(printed.out()).contains("probably the wrong channel consented");
        assertThat(page(bench)).contains("probably the wrong channel consented");
      }
      assertThat(counters(bench)).containsEntry(Counters.BULK_ACCOUNTS_WITHOUT_ROWS, 1L);
    }
  }

  @Test
  void run_consentWithdrawn_countsDownToTheFirstFileThatNoRunHasSeen() throws Exception {
    World world = World.builder(8).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      String channel = bench.channel("a");
      world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(40)));
      assertThat(bench.run(BASIC).exitCode()).isEqualTo(0);
      BulkFile newest =
          world.bulk().files(channel, BASIC, BulkBench.START).stream()
              .reduce((one, other) -> one.createTime().isAfter(other.createTime()) ? one : other)
              .orElseThrow();
      bench.google.revoke(channel);
      bench.clock.move(Duration.ofDays(50));

      Printed printed = bench.run(BASIC);

      assertThat(printed.out()).contains("TOKEN_REVOKED");
      assertThat(printed.out())
          .contains(
              "its files cannot be listed, YouTube deletes the first in "
                  + Duration.between(bench.clock.instant(), newest.deleteTime()).toDays()
                  + " days");
      assertThat(counters(bench)).containsEntry(Counters.BULK_JOBS_LOSING_FILES, 1L);
    }
  }

  /** What the query of the guide finds in the output. */
  private static String guideQuery(BulkBench bench) throws Exception {
    String guide = Files.readString(Path.of("../src/site/bulk.md"));
    int query = guide.indexOf("SELECT report, token_record, missing_days");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet row =
            duckDb
                .createStatement()
                .executeQuery(
                    guide
                        .substring(query, guide.indexOf("```", query))
                        .replace("'youtube/", "'" + bench.output + "/"))) {
      assertThat(row.next()).isTrue();
      List<String> cells = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        cells.add(row.getString(i));
      }
      assertThat(row.next()).isFalse();
      return String.join("|", cells);
    }
  }

  private static List<String> jobLine(Printed printed) {
    return printed
        .out()
        .lines()
        .dropWhile(line -> !line.startsWith("BULK JOBS"))
        .filter(line -> line.startsWith(BASIC))
        .findFirst()
        .map(line -> List.of(line.replace(" d", "d").split(" +")))
        .orElseThrow(() -> new AssertionError(printed.all()));
  }

  private static int days(BulkBench bench, String channel) {
    return bench.world.bulk().files(channel, BASIC, bench.clock.instant()).stream()
        .map(BulkFile::day)
        .collect(Collectors.toSet())
        .size();
  }

  private static BulkFile file(BulkBench bench, String channel, LocalDate day, int generation) {
    return bench.world.bulk().files(channel, BASIC, bench.clock.instant()).stream()
        .filter(file -> file.day().equals(day))
        .toList()
        .get(generation);
  }

  private static long differences(BulkFile one, BulkFile other) {
    Map<List<Object>, Map<String, Object>> was = byKey(one);
    Map<List<Object>, Map<String, Object>> is = byKey(other);
    return Stream.concat(was.keySet().stream(), is.keySet().stream())
        .distinct()
        .filter(key -> !was.getOrDefault(key, Map.of()).equals(is.getOrDefault(key, Map.of())))
        .count();
  }

  private static Map<List<Object>, Map<String, Object>> byKey(BulkFile file) {
    Set<String> keys = new TreeSet<>();
    BulkReportTypes.find(BASIC).orElseThrow().columns().stream()
        .filter(column -> column.key())
        .forEach(column -> keys.add(column.name()));
    Map<List<Object>, Map<String, Object>> rows = new HashMap<>();
    for (Map<String, Object> row : file.rows()) {
      List<Object> key = new ArrayList<>();
      keys.forEach(name -> key.add(String.valueOf(row.get(name))));
      rows.put(key, row);
    }
    return rows;
  }

  private static String page(BulkBench bench) throws Exception {
    try (Stream<Path> pages = Files.list(bench.output.resolve("_runs"))) {
      return Files.readString(pages.max(Path::compareTo).orElseThrow());
    }
  }

  /** The counters of a run that stores nothing. */
  private static Map<String, Long> counters(BulkBench bench) throws Exception {
    RunConfiguration request =
        RunConfiguration.of(OptionsParser.parse(bench.options(BASIC)), bench.clock);
    Pipeline pipeline = Pipeline.create();
    var unused =
        pipeline.apply(
            request
                .readBulk()
                .withEarlierFiles(ParquetOutput.at(bench.output.toString()).earlierFiles())
                .withAsOf(bench.clock.instant()));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return Counters.attempted(result, io.analytix.beam.AnalytixIO.class);
  }
}
