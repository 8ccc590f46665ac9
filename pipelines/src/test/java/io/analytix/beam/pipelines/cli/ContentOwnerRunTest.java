// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with the record of a content owner, which has several channels. */
final class ContentOwnerRunTest {
  private static final DateRange DATES = Workbench.dates("2026-01-30", "2026-02-02");

  @TempDir Path folder;

  private final SimulatedChannel one = SimulatedChannel.named("one").build();
  private final SimulatedChannel two = SimulatedChannel.named("two").monetised(false).build();
  private final World world =
      World.builder(8)
          .today(DATES.last().plusDays(9))
          .channel(one)
          .contentOwner("network", one, two)
          .build();
  private Workbench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Workbench(world, folder);
    bench.google.unmonetisedIsForbidden(false);
    bench.google.writeTokenRecord(bench.tokens, world.contentOwners().get(0));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void run_allBuiltInReports_everyTableEqualsTheSimulatedDataOfTheOwnersChannels()
      throws Exception {
    Workbench.Printed printed = bench.run(DATES);

    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    for (ReportDefinition report : Reports.builtInReports()) {
      assertWithMessage(report.name())
          .that(bench.table(report))
          .isEqualTo(bench.truth(report, List.of(one, two), DATES));
      if (!report.source().usesGroups()) {
        assertWithMessage(report.name()).that(owners(report)).containsExactly("network");
      }
    }
    assertThat(new TreeSet<>(bench.files().keySet().stream().map(this::fileName).toList()))
        .containsExactly(one.id() + "@network.parquet", two.id() + "@network.parquet");
  }

  @Test
  void run_everyRequest_isSentOnTheOwnersBehalfForOneChannelAndHasAnOutcome() throws Exception {
    bench.run(DATES);

    List<Outcome> outcomes = bench.outcomes();
    assertThat(outcomes.stream().mapToInt(Outcome::requests).sum())
        .isEqualTo(
            bench.google.recordedCalls(Call.Kind.REPORT).size()
                + bench.google.recordedCalls(Call.Kind.GROUPS).size());
    assertThat(outcomes.stream().map(Outcome::contentOwner).distinct().toList())
        .containsExactly("network");
    assertThat(outcomes.stream().map(Outcome::channelId).distinct().toList())
        .containsExactly(one.id(), two.id(), "network");
    for (var requested : bench.google.recordedCalls(Call.Kind.REPORT)) {
      assertThat(requested.call().parameters()).containsEntry("ids", "contentOwner==network");
      assertThat(requested.call().parameters().get("filters").replaceFirst(";video==.*", ""))
          .isAnyOf("channel==" + one.id(), "channel==" + two.id());
    }
  }

  @Test
  void run_channelWithItsOwnRecordToo_hasRowsOfBothSideBySide() throws Exception {
    bench.google.writeTokenRecord(bench.tokens, "one", one);
    ReportDefinition report = Reports.find("channel_daily").orElseThrow();

    Workbench.Printed printed = bench.run(DATES, "--reports=channel_daily");

    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    assertThat(owners(report)).containsExactly("", "network").inOrder();
    assertThat(new TreeSet<>(bench.files().keySet().stream().map(this::fileName).toList()))
        .containsExactly(
            one.id() + ".parquet", one.id() + "@network.parquet", two.id() + "@network.parquet");
  }

  @Test
  void run_reportThatContentOwnersLack_failsForThemAlone() throws Exception {
    bench.google.writeTokenRecord(bench.tokens, "one", one);
    Path reports =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            reports:
              - name: cities
                dimensions: [city]
                metrics: [views]
            """);

    Workbench.Printed printed =
        bench.run(DATES, "--reports=channel_daily", "--reportsFile=" + reports);

    assertThat(printed.exitCode()).isEqualTo(2);
    for (Outcome outcome : bench.outcomes()) {
      boolean refused = outcome.contentOwner() != null && outcome.report().equals("cities");
      assertWithMessage(outcome.toString())
          .that(outcome.cause())
          .isEqualTo(refused ? Cause.QUERY_UNSUPPORTED : null);
      assertThat(outcome.status() == Status.FAILED).isEqualTo(refused);
    }
  }

  private String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The content owners of a table's rows; empty for a channel's own. */
  private List<String> owners(ReportDefinition report) throws Exception {
    List<String> owners = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT DISTINCT coalesce(content_owner, '') FROM read_parquet('"
                        + bench.output.resolve(report.name())
                        + (report.source().isSnapshot() ? "" : "/*")
                        + "/*.parquet') ORDER BY 1")) {
      while (rows.next()) {
        owners.add(rows.getString(1));
      }
    }
    return owners;
  }
}
