// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of a YAML file, and back-fills. */
final class OwnReportsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-04-09");
  private static final DateRange DATES = Workbench.dates("2026-01-30", "2026-03-31");
  private static final DateRange WHOLE_MONTHS = Workbench.dates("2026-02-01", "2026-03-31");

  private static final ReportDefinition STATES =
      ReportDefinition.named("us_states_daily")
          .dimensions("province")
          .metrics("views", "engagedViews", "estimatedMinutesWatched")
          .filter("country", "US")
          .build();
  private static final ReportDefinition COUNTRIES =
      ReportDefinition.named("countries_monthly")
          .dimensions("country")
          .metrics("views", "likes")
          .every(TimeGrain.MONTH)
          .build();
  private static final ReportDefinition TYPES =
      ReportDefinition.named("types_monthly")
          .dimensions("month", "creatorContentType")
          .metrics("views")
          .every(TimeGrain.MONTH)
          .build();
  private static final ReportDefinition EUROS =
      ReportDefinition.named("euros")
          .metrics("estimatedRevenue", "monetizedPlaybacks")
          .currency("EUR")
          .every(TimeGrain.RANGE)
          .build();

  @TempDir Path folder;
  private Path own;

  @BeforeEach
  void writeReports() throws IOException {
    own =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            reports:
              - name: us_states_daily
                dimensions: [province]
                metrics: [views, engagedViews, estimatedMinutesWatched]
                filters: {country: US}
                every: day
              - {name: countries_monthly, dimensions: [country], metrics: [views, likes], every: month}
              - name: types_monthly
                dimensions: [month, creatorContentType]
                metrics: [views]
                every: month
              - name: euros
                metrics: [estimatedRevenue, monetizedPlaybacks]
                currency: EUR
                every: range
            """);
  }

  private static World world() {
    return World.builder(51)
        .today(TODAY)
        .channel(channel("alpine-baker", 9_000))
        .channel(channel("river-potter", 400))
        .build();
  }

  private static SimulatedChannel channel(String handle, int views) {
    return SimulatedChannel.named(handle)
        .startDay(LocalDate.parse("2025-06-01"))
        .dailyViews(views)
        .build();
  }

  @Test
  void run_ownReportsOfEveryKind_everyTableEqualsTheSimulatedDataAndStaysSo() throws Exception {
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed = bench.run(DATES, "--reports=", "--reportsFile=" + own);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      for (ReportDefinition report : List.of(STATES, COUNTRIES, TYPES, EUROS)) {
        assertWithMessage(report.name())
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, bench.world.channels(), asked(report)));
        assertThat(bench.table(report)).isNotEmpty();
      }
      assertThat(bench.google.recordedCalls(Call.Kind.REPORT)).hasSize(2 * (61 + 2 + 1 + 1));
      Map<String, Long> files = bench.files();
      assertThat(bench.run(DATES, "--reports=", "--reportsFile=" + own).out())
          .contains("Nothing changed: ");
      assertThat(bench.files()).isEqualTo(files);
    }
  }

  private static DateRange asked(ReportDefinition report) {
    return report.every() == TimeGrain.MONTH ? WHOLE_MONTHS : DATES;
  }

  @Test
  void run_anotherRange_addsItAndLeavesTheFirst() throws Exception {
    DateRange within = Workbench.dates("2026-03-01", "2026-03-31");
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      assertThat(bench.run(within, "--reports=", "--reportsFile=" + own).exitCode()).isEqualTo(0);
      Map<String, Map<String, Object>> both =
          new TreeMap<>(bench.truth(EUROS, bench.world.channels(), within));
      bench.world.restate(bench.world.channel("alpine-baker").id(), within.last());

      assertThat(bench.run(DATES, "--reports=", "--reportsFile=" + own).exitCode()).isEqualTo(0);

      both.putAll(bench.truth(EUROS, bench.world.channels(), DATES));
      assertThat(bench.table(EUROS)).isEqualTo(both);
      assertThat(both).hasSize(4);
      assertThat(bench.table(COUNTRIES))
          .isEqualTo(bench.truth(COUNTRIES, bench.world.channels(), WHOLE_MONTHS));
    }
  }

  @Test
  void run_rangeWithoutDates_isRejectedBeforeAnyRequest() throws Exception {
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed = bench.nightly("2026-04-09T12:00:00Z", "--reportsFile=" + own);

      assertThat(printed.exitCode()).isEqualTo(1);
      assertThat(printed.err()).contains("report 'euros' has every: range");
      assertThat(bench.google.recordedCalls()).isEmpty();
      assertThat(Files.exists(bench.output)).isFalse();
    }
  }

  @Test
  void run_monthlyReportWithoutAMonthsEnd_sendsNoRequestForIt() throws Exception {
    Files.writeString(
        own,
        """
        reports:
          - {name: countries_monthly, dimensions: [country], metrics: [views], every: month, lookbackDays: 3}
        """);
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed =
          bench.nightly("2026-04-09T12:00:00Z", "--reports=", "--reportsFile=" + own);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(bench.google.recordedCalls(Call.Kind.REPORT)).isEmpty();
    }
  }

  @Test
  void run_definitionThatChanged_keepsOldRowsOrIsRefusedWithTheDifference() throws Exception {
    DateRange february = Workbench.dates("2026-02-01", "2026-02-28");
    DateRange march = Workbench.dates("2026-03-01", "2026-03-31");
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      Map<String, Map<String, Object>> expected =
          new TreeMap<>(bench.truth(daily("views"), bench.world.channels(), february));
      assertThat(runWith(bench, daily("views"), february).exitCode()).isEqualTo(0);

      assertThat(runWith(bench, daily("views", "likes"), march).exitCode()).isEqualTo(0);

      expected.values().forEach(row -> row.put("likes", null));
      expected.putAll(bench.truth(daily("views", "likes"), bench.world.channels(), march));
      assertThat(bench.table(daily("views", "likes"))).isEqualTo(expected);
      Map<String, Long> files = bench.files();
      int requested = bench.google.recordedCalls().size();
      for (ReportDefinition other :
          List.of(
              daily("views"),
              daily("likes"),
              own("views", "likes").dimensions("day", "creatorContentType").build(),
              own("views", "likes").dimensions("day").filter("country", "US").build(),
              own("views", "likes").every(TimeGrain.MONTH).build())) {
        Workbench.Printed refused = runWith(bench, other, march);

        assertWithMessage(refused.all()).that(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("report 'own' does not match own/year_month=2026-03/");
        assertThat(refused.err()).contains("choose another report name or another output");
        assertThat(refused.err().lines().count()).isEqualTo(1);
      }
      assertThat(bench.google.recordedCalls()).hasSize(requested);
      assertThat(bench.files()).isEqualTo(files);
    }
  }

  private static ReportDefinition.Builder own(String... metrics) {
    return ReportDefinition.named("own").metrics(metrics);
  }

  private static ReportDefinition daily(String... metrics) {
    return own(metrics).dimensions("day").build();
  }

  private Workbench.Printed runWith(Workbench bench, ReportDefinition report, DateRange dates)
      throws IOException {
    Files.writeString(
        own,
        "reports: [{name: %s, dimensions: %s, metrics: %s, filters: %s, every: %s}]"
            .formatted(
                report.name(),
                report.dimensions(),
                report.metrics(),
                report.filters().toString().replace("=", ": "),
                report.every().name().toLowerCase(Locale.ROOT)));
    return bench.run(dates, "--reports=", "--reportsFile=" + own);
  }

  @Test
  void run_withABackfill_requestsEveryEarlierDayWithoutAResponse() throws Exception {
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecord(
          bench.tokens, "alpine-baker", bench.world.channel("alpine-baker"));
      String nightly = "--lookbackDays=3";
      String reports = "--reports=channel_daily,geography_daily";
      String asOf = "2026-04-09T12:00:00Z";
      assertThat(bench.nightly(asOf, reports, nightly).exitCode()).isEqualTo(0);
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed =
          bench.nightly(asOf, reports, nightly, "--backfillFrom=2026-03-30");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(starts(bench))
          .containsExactly(
              "alpine-baker channel_daily", LocalDate.parse("2026-03-30"),
              "alpine-baker geography_daily", LocalDate.parse("2026-03-30"),
              "river-potter channel_daily", LocalDate.parse("2026-03-30"),
              "river-potter geography_daily", LocalDate.parse("2026-03-30"));
      assertThat(printed.out()).containsMatch("Back-fill from 2026-03-30: [0-9]+ requests for");
      Workbench.Printed again = bench.nightly(asOf, reports, nightly, "--backfillFrom=2026-03-30");
      assertThat(again.exitCode()).isEqualTo(0);
      assertThat(again.out())
          .contains("Back-fill from 2026-03-30: nothing to add, every day since then has a");
      assertThat(starts(bench).values())
          .containsExactlyElementsIn(Collections.nCopies(4, LocalDate.parse("2026-04-06")));
    }
  }

  @Test
  void run_failedBackfill_startsAgain() throws Exception {
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      String asOf = "2026-04-09T12:00:00Z";
      String revoked = bench.world.channel("river-potter").id();
      bench
          .google
          .faults()
          .on(
              call -> call.kind() == Call.Kind.REPORT && revoked.equals(call.channelId()),
              Fault.FORBIDDEN,
              1_000);
      assertThat(
              bench
                  .nightly(asOf, "--reports=channel_daily", "--backfillFrom=2026-01-01")
                  .exitCode())
          .isEqualTo(2);
      bench.google.faults().clear();

      assertThat(
              bench
                  .nightly(asOf, "--reports=channel_daily", "--backfillFrom=2026-01-01")
                  .exitCode())
          .isEqualTo(0);

      assertThat(starts(bench))
          .containsExactly(
              "alpine-baker channel_daily", LocalDate.parse("2026-02-23"),
              "river-potter channel_daily", LocalDate.parse("2026-01-01"));
    }
  }

  /** The first requested day of each record's reports in the newest run. */
  private static Map<String, LocalDate> starts(Workbench bench) throws IOException {
    Map<String, LocalDate> starts = new TreeMap<>();
    for (Outcome outcome : bench.outcomes()) {
      starts.merge(
          outcome.tokenRecord() + " " + outcome.report(),
          outcome.startDate(),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return starts;
  }
}
