// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.ChildJvm;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million rows of {@code video_daily} through the command in a process of its own with a heap of
 * a gigabyte, twice: into an empty output, and over what is there. A soak of its own: {@code mvn
 * test -Dtest=MillionRowsTest -Danalytix.million=true}.
 */
@EnabledIfSystemProperty(named = "analytix.million", matches = "true")
final class MillionRowsTest {
  private static final int CHANNELS = 10;
  private static final int VIDEOS = 650;
  private static final int DAYS = 200;

  @TempDir Path folder;

  @Test
  void run_aMillionRowsInAGigabyte_storesThemAllAndFindsThemUnchanged() throws Exception {
    LocalDate today = LocalDate.of(2026, 3, 20);
    World.Builder builder = World.builder(3).today(today);
    for (int number = 0; number < CHANNELS; number++) {
      builder.channel(
          SimulatedChannel.named("archive-" + number)
              .videoCount(VIDEOS)
              .dailyViews(500_000)
              .inactiveShare(0)
              .startDay(today.minusDays(DAYS + 20))
              .build());
    }
    World world = builder.build();
    LocalDate last = today.minusDays(3);
    DateRange dates = new DateRange(last.minusDays(DAYS - 1), last);
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);

      assertThat(run(bench, dates)).isEqualTo(0);
      List<Outcome> outcomes = bench.outcomes();
      long rows = outcomes.stream().mapToLong(Outcome::rows).sum();
      assertThat(outcomes.stream().map(Outcome::status).collect(Collectors.toSet()))
          .containsExactly(Status.OK);
      assertThat(rows).isAtLeast(1_000_000);
      assertThat(count(bench, "count(DISTINCT (channel_id, day, video))")).isEqualTo(rows);
      // Of each video: some of a channel's views are of none that is there still.
      List<String> byVideo = List.of("video");
      List<String> views = List.of("views");
      long truth =
          world.channels().stream()
              .flatMap(
                  channel ->
                      world
                          .truth(channel.id(), byVideo, views, dates.first(), dates.last())
                          .stream())
              .mapToLong(row -> (Long) row.get("views"))
              .sum();
      assertThat(count(bench, "sum(views)")).isEqualTo(truth);
      var files = bench.files();

      assertThat(run(bench, dates)).isEqualTo(0);
      assertThat(bench.files()).isEqualTo(files);
    }
  }

  private int run(Workbench bench, DateRange dates) throws Exception {
    Path log = folder.resolve("log.txt");
    long began = System.nanoTime();
    ProcessBuilder run =
        ChildJvm.of(
            Analytix.class,
            "run",
            "--tokenRecords=file:" + bench.tokens,
            "--clientSecrets=file:" + bench.client,
            "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
            "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
            "--queriesPerMinute=100000",
            "--output=" + bench.output,
            "--reports=video_daily",
            "--startDate=" + dates.first(),
            "--endDate=" + dates.last());
    run.command().add(1, "-Xmx1g");
    int exitCode = run.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    System.out.printf(
        "%d s, exit code %d%n%s%n",
        (System.nanoTime() - began) / 1_000_000_000, exitCode, Files.readString(log));
    return exitCode;
  }

  private static long count(Workbench bench, String what) throws Exception {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet row =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT CAST(%s AS BIGINT) FROM read_parquet('%s/video_daily/*/*.parquet')"
                        .formatted(what, bench.output))) {
      assertWithMessage(what).that(row.next()).isTrue();
      return row.getLong(1);
    }
  }
}
