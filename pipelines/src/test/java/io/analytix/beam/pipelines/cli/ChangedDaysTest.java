// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.RecordedCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, night after night: which days are requested again, and that tables stay exact. */
final class ChangedDaysTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-15");
  private static final ReportDefinition GEOGRAPHY = Reports.find("geography_daily").orElseThrow();

  /** The newest two days are late. */
  private static final LocalDate NEWEST = TODAY.minusDays(3);

  @TempDir Path folder;

  private SimulatedChannel alpine;
  private Workbench bench;

  @BeforeEach
  void start() throws IOException {
    alpine = SimulatedChannel.named("alpine").inactiveShare(0).build();
    bench = new Workbench(World.builder(7).today(TODAY).channel(alpine).build(), folder);
    bench.google.writeTokenRecords(bench.tokens);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private Printed night(String... more) {
    List<String> options = new ArrayList<>(List.of("--reports=geography_daily"));
    options.addAll(List.of(more));
    Printed printed =
        bench.nightly(bench.world.today() + "T20:00:00Z", options.toArray(String[]::new));
    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    return printed;
  }

  private List<String> daysSince(int calls) {
    return bench.google.recordedCalls(Call.Kind.REPORT).stream()
        .skip(calls)
        .map(RecordedCall::call)
        .filter(call -> call.parameters().getOrDefault("dimensions", "").equals("country"))
        .map(call -> call.parameters().get("startDate"))
        .sorted()
        .toList();
  }

  private int calls() {
    return bench.google.recordedCalls(Call.Kind.REPORT).size();
  }

  private void assertTableIsTrue() throws Exception {
    DateRange days = new DateRange(TODAY.minusDays(28), bench.world.today().minusDays(3));
    assertThat(bench.table(GEOGRAPHY)).isEqualTo(bench.truth(GEOGRAPHY, List.of(alpine), days));
  }

  @Test
  void nights_requestOnlyWhatChanged_andTheTableEqualsTheTruth() throws Exception {
    night();
    assertThat(calls()).isEqualTo(1 + 26);
    assertTableIsTrue();
    int first = calls();

    Printed again = night();

    assertThat(calls() - first).isEqualTo(1);
    assertThat(again.out()).contains("Unchanged: 28 requests not sent");
    assertThat(again.out().replaceAll(" +", " "))
        .contains(
            "REQUESTED ANSWERED EARLIER EMPTY FAILED\ngeography_daily 1 × 28 days 28 26 26 2 0");
    assertThat(again.out()).contains("Requests: 28 planned, 1 sent; 28 outcomes.");
    int second = calls();
    bench.world.advanceTo(TODAY.plusDays(1));
    bench.world.restate(alpine.id(), TODAY.minusDays(9));

    night();

    assertThat(daysSince(second))
        .containsExactly(TODAY.minusDays(9).toString(), NEWEST.plusDays(1).toString());
    assertTableIsTrue();
    assertThat(bench.outcomes().stream().filter(o -> o.status() == Status.UNCHANGED).count())
        .isEqualTo(26);
  }

  @Test
  void settled_requestsAMovedDayOnceItStandsStill() throws Exception {
    night("--refetch=settled");
    int before = calls();
    bench.world.restate(alpine.id(), TODAY.minusDays(9));
    night("--refetch=settled");
    assertThat(daysSince(before)).isEmpty();

    night("--refetch=settled");

    assertThat(daysSince(before)).containsExactly(TODAY.minusDays(9).toString());
    assertTableIsTrue();
  }

  @Test
  void always_andFixedDates_requestAllDays() throws Exception {
    night();
    int before = calls();

    night("--refetch=always");

    assertThat(daysSince(before)).hasSize(28);
    before = calls();
    Printed printed =
        bench.run(new DateRange(NEWEST.minusDays(2), NEWEST), "--reports=geography_daily");
    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    assertThat(daysSince(before)).hasSize(3);
  }

  @Test
  void removedFile_isRequestedAgain() throws Exception {
    night();
    int before = calls();
    try (Stream<Path> files =
        Files.walk(bench.output.resolve("geography_daily/year_month=2026-02"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }

    night();

    assertThat(daysSince(before)).hasSize(14);
    assertTableIsTrue();
  }

  @Test
  void totalsThatAreRefused_letAllDaysBeRequested() throws Exception {
    night();
    int before = calls();
    bench
        .google
        .faults()
        .on(
            call -> call.parameters().getOrDefault("dimensions", "").equals("day"),
            Fault.FORBIDDEN,
            Integer.MAX_VALUE);

    night();

    assertThat(daysSince(before)).hasSize(28);
  }

  @Test
  void resumedNight_sendsWhatIsLeft() throws Exception {
    Printed first =
        bench.nightly(
            TODAY + "T20:00:00Z", "--reports=channel_daily,geography_daily", "--queriesPerDay=11");
    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(3);
    assertThat(calls()).isEqualTo(11);
    assertThat(bench.outcomes().stream().filter(o -> o.status() == Status.DEFERRED).count())
        .isEqualTo(16);

    night("--reports=channel_daily,geography_daily", "--resume", "--queriesPerDay=1000");

    assertThat(daysSince(0)).hasSize(26);
    assertThat(daysSince(0)).containsNoDuplicates();
    assertTableIsTrue();
    int before = calls();
    night("--reports=channel_daily,geography_daily");
    assertThat(calls() - before).isEqualTo(1);
  }

  @Test
  void backfill_skipsDaysWithoutFigures() throws Exception {
    SimulatedChannel young =
        SimulatedChannel.named("young").inactiveShare(0).startDay(TODAY.minusDays(60)).build();
    try (Workbench other =
        new Workbench(
            World.builder(7).today(TODAY).channel(young).build(),
            Files.createDirectories(folder.resolve("other")))) {
      other.google.writeTokenRecords(other.tokens);
      for (int night = 0; night < 2; night++) {
        Printed printed =
            other.nightly(
                TODAY + "T20:00:00Z",
                "--reports=geography_daily",
                "--backfillFrom=" + TODAY.minusDays(200));
        assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      }

      assertThat(other.google.recordedCalls(Call.Kind.REPORT)).hasSize(1 + 58 + 1);
      assertThat(other.table(GEOGRAPHY))
          .isEqualTo(
              other.truth(GEOGRAPHY, List.of(young), new DateRange(TODAY.minusDays(60), NEWEST)));
    }
  }

  @Test
  void plan_printsMinimumMaximumAndExpected() {
    Printed first = plan();
    assertThat(first.out()).contains("0 to 28");
    assertThat(first.out()).contains("Expected: about 26 requests. No earlier run");
    night();
    night();

    Printed second = plan();

    assertThat(second.out()).contains("Expected: about 1 request. As many");
    assertThat(second.out()).contains("1 to 29");
  }

  private Printed plan() {
    Printed printed =
        Workbench.analytix(
            "plan",
            "--tokenRecords=file:" + bench.tokens,
            "--reports=geography_daily",
            "--asOf=" + bench.world.today() + "T20:00:00Z",
            "--output=" + bench.output);
    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    return printed;
  }

  @Test
  void dataset_requestsOnlyWhatChanged_andDaysWhoseRowsAreGone() throws Exception {
    try (FakeBigQuery bigQuery = new FakeBigQuery("ds", "US")) {
      String[] options = {
        "--outputDataset=proj:ds", "--bigQueryEndpoint=" + bigQuery.endpoint(), "--output="
      };
      night(options);
      assertThat(calls()).isEqualTo(27);
      bench.world.restate(alpine.id(), TODAY.minusDays(9));

      night(options);

      assertThat(daysSince(27)).containsExactly(TODAY.minusDays(9).toString());
      int before = calls();
      night(options);
      assertThat(calls() - before).isEqualTo(1);
      before = calls();
      bigQuery.change("DELETE FROM ds.geography_daily WHERE day = DATE '2026-03-01'");
      night(options);
      assertThat(daysSince(before)).containsExactly("2026-03-01");
      assertThat(bigQuery.query("SELECT COUNT(DISTINCT day) AS days FROM ds.geography_daily"))
          .isEqualTo(List.of(Map.of("days", "26")));
    }
  }
}
