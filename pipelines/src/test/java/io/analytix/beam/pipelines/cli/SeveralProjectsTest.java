// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs of two projects, as the guide's page about growth describes them. */
final class SeveralProjectsTest {
  private static final DateRange DATES = Workbench.dates("2026-02-20", "2026-02-28");
  private static final ReportDefinition REPORT = Reports.find("channel_daily").orElseThrow();

  @TempDir Path folder;
  private World world;
  private Workbench bench;
  private Path north;
  private Path south;

  @BeforeEach
  void start() throws IOException {
    world =
        World.builder(7)
            .today(LocalDate.parse("2026-03-05"))
            .channel(SimulatedChannel.named("north").build())
            .channel(SimulatedChannel.named("south").build())
            .build();
    bench = new Workbench(world, folder);
    north = records(0);
    south = records(1);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private Path records(int channel) throws IOException {
    SimulatedChannel one = List.copyOf(world.channels()).get(channel);
    Path all = Files.createDirectories(folder.resolve("all"));
    bench.google.writeTokenRecords(all);
    Path records = Files.createDirectories(folder.resolve("records" + channel));
    try (var files = Files.list(all)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains(one.id()) || file.toString().contains(one.id())) {
          Files.copy(file, records.resolve(file.getFileName().toString()));
        }
      }
    }
    assertThat(records.toFile().list()).hasLength(1);
    return records;
  }

  @Test
  void run_afterOneOfAnotherProject_countsItsRequestsOfTheDay() throws Exception {
    assertThat(run(north, bench.output, 1).exitCode()).isEqualTo(0);

    Workbench.Printed deferred = run(south, bench.output, 1);
    Workbench.Printed whole = run(south, bench.output, 2);

    assertWithMessage("%s", deferred.all()).that(deferred.exitCode()).isEqualTo(3);
    assertWithMessage("%s", whole.all()).that(whole.exitCode()).isEqualTo(0);
    assertThat(bench.table(REPORT)).isEqualTo(bench.truth(REPORT, world.channels(), DATES));
  }

  @Test
  void run_oneOutputPerProject_unitedHaveTheRowsOfBoth() throws Exception {
    Path one = folder.resolve("youtube/north");
    Path other = folder.resolve("youtube/south");

    assertThat(run(north, one, 1).exitCode()).isEqualTo(0);
    assertThat(run(south, other, 1).exitCode()).isEqualTo(0);

    assertThat(rows(one, other)).isEqualTo(bench.truth(REPORT, world.channels(), DATES).size());
  }

  private Workbench.Printed run(Path records, Path output, int perDay) {
    return bench.run(
        DATES,
        "--tokenRecords=file:" + records,
        "--reports=" + REPORT.name(),
        "--queriesPerDay=" + perDay,
        "--output=" + output);
  }

  private static long rows(Path one, Path other) throws SQLException {
    String files = "/channel_daily/**/*.parquet'";
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT count(DISTINCT (channel_id, day)) FROM read_parquet(['"
                        + one
                        + files
                        + ", '"
                        + other
                        + files
                        + "], union_by_name = true)")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
