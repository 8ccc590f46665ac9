// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All built-in reports, over days at which calendars go wrong. */
final class BuiltInReportsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "21, 2026-01-29, 2026-02-02",
    "22, 2025-02-26, 2025-03-02",
    "23, 2024-02-27, 2024-03-01",
    "24, 2026-03-06, 2026-03-10",
    "25, 2025-10-31, 2025-11-04",
    "26, 2025-12-30, 2026-01-02",
    "27, 2024-12-31, 2025-01-01",
    "28, 2026-02-28, 2026-02-28",
  })
  void run_overUnusualDays_everyTableEqualsTheSimulatedData(
      long seed, LocalDate first, LocalDate last) throws Exception {
    World world = world(seed, last.plusDays(9));
    DateRange dates = new DateRange(first, last);
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.unmonetisedIsForbidden(false);
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed = bench.run(dates);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      for (ReportDefinition report : Reports.builtInReports()) {
        Map<String, Map<String, Object>> truth = bench.truth(report, world.channels(), dates);
        assertWithMessage(report.name())
            .that(truth.isEmpty())
            .isEqualTo(report.source().usesGroups());
        assertWithMessage(report.name()).that(bench.table(report)).isEqualTo(truth);
      }
    }
  }

  /**
   * At the beginning of a month, a night's look-back lies in two months. A report of each kind has
   * its dates: the others are cut alike.
   */
  @ParameterizedTest
  @CsvSource({
    "31, 2026-05-01T07:30:00Z, 2026-04-26, 2026-04-30",
    "32, 2026-05-02T06:30:00Z, 2026-04-26, 2026-04-30",
    "33, 2026-05-03T12:00:00Z, 2026-04-28, 2026-05-02",
    "34, 2024-03-04T12:00:00Z, 2024-02-28, 2024-03-03",
    "35, 2025-11-03T07:59:59Z, 2025-10-28, 2025-11-01",
  })
  void run_nightlyAtTheBeginningOfAMonth_everyTableEqualsTheSimulatedData(
      long seed, String asOf, LocalDate first, LocalDate last) throws Exception {
    World world = world(seed, last.plusDays(1));
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.unmonetisedIsForbidden(false);
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed =
          bench.nightly(
              asOf, "--lookbackDays=5", "--reports=" + String.join(",", Workbench.OF_EACH_KIND));

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      DateRange dates = new DateRange(first, last);
      for (String name : Workbench.OF_EACH_KIND) {
        ReportDefinition report = Reports.find(name).orElseThrow();
        assertWithMessage(name)
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, world.channels(), dates));
      }
      assertThat(
              bench.outcomes().stream().map(outcome -> outcome.endDate()).max(LocalDate::compareTo))
          .hasValue(last);
    }
  }

  /**
   * Two of four kinds of channels, other ones with each seed: large, tiny, without money, with odd
   * names and huge figures.
   */
  private static World world(long seed, LocalDate today) {
    LocalDate long365 = today.minusDays(365);
    List<SimulatedChannel> kinds =
        List.of(
            SimulatedChannel.named("large")
                .startDay(long365)
                .dailyViews(40_000)
                .videoCount(230)
                .build(),
            SimulatedChannel.named("tiny")
                .startDay(today.minusDays(11))
                .inactiveShare(0.4)
                .dailyViews(30)
                .videoCount(2)
                .build(),
            SimulatedChannel.named("unpaid")
                .startDay(long365)
                .monetised(false)
                .dailyViews(700)
                .build(),
            SimulatedChannel.named("odd")
                .startDay(long365)
                .oddNames(true)
                .hugeMinutes(true)
                .lateDays(0)
                .dailyViews(3_000)
                .build());
    int first = Math.floorMod(seed, kinds.size());
    return World.builder(seed)
        .today(today)
        .channel(kinds.get(first))
        .channel(kinds.get((first + 1) % kinds.size()))
        .build();
  }

  /** The fewest that the rules allow: one a report by day, one a day for each of the others. */
  @Test
  void run_quarterOfOneChannel_takesAsManyRequestsAsThePlanSays() throws Exception {
    LocalDate last = LocalDate.parse("2026-03-31");
    DateRange year = new DateRange(last.minusDays(364), last);
    DateRange quarter = new DateRange(last.minusDays(89), last);
    World world =
        World.builder(41)
            .today(last.plusDays(9))
            .channel(
                SimulatedChannel.named("alpine-baker")
                    .startDay(year.first())
                    .dailyViews(500)
                    .videoCount(10)
                    .build())
            .build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);

      // The plan of a year, which takes its time to run, follows the same rules.
      assertThat(plan(bench, year).out()).contains("1,838 to ");
      Workbench.Printed plan = plan(bench, quarter);
      Workbench.Printed printed = bench.run(quarter);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      // A video each, and its check, take two more, and the audience retention of ten videos ten;
      // without a list, the plan cannot be sure of them. Two lists of groups come after a check
      // each.
      assertThat(plan.out()).contains("463 to ");
      assertThat(bench.google.recordedCalls(Call.Kind.REPORT)).hasSize(458 + 2 + 1 + 10 + 2);
      assertThat(bench.google.recordedCalls(Call.Kind.GROUPS)).hasSize(2);
      for (ReportDefinition report : Reports.builtInReports()) {
        assertWithMessage(report.name())
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, world.channels(), quarter));
      }
    }
  }

  private static Workbench.Printed plan(Workbench bench, DateRange dates) {
    return Workbench.analytix(
        "plan",
        "--tokenRecords=file:" + bench.tokens,
        "--reports=" + String.join(",", Reports.names()),
        "--startDate=" + dates.first(),
        "--endDate=" + dates.last());
  }
}
