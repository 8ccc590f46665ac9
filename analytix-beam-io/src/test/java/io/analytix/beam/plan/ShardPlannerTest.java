// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.EarlierOutcomes.RequestResult;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShardPlannerTest {
  private static final LocalDate LAST = LocalDate.parse("2026-03-01");
  private static final ChannelRef CHANNEL =
      new ChannelRef("alpine-baker", "UC0000000000000000000001", null, null);
  private static final ReportDefinition BY_DAY = Reports.find("channel_daily").orElseThrow();
  private static final ReportDefinition PER_DAY = Reports.find("geography_daily").orElseThrow();

  @Test
  void plan_reportsOfBothKinds_areOneShardEachWithItsLookback() {
    ShardPlanner planner = new ShardPlanner(List.of(PER_DAY, BY_DAY), RunDates.lookback(LAST));

    List<Shard> shards = planner.plan(CHANNEL);

    assertThat(shards)
        .containsExactly(
            new Shard(CHANNEL, "geography_daily", range("2026-02-02", "2026-03-01")),
            new Shard(CHANNEL, "channel_daily", range("2026-01-16", "2026-03-01")))
        .inOrder();
    assertThat(planner.requests(shards.get(0)))
        .containsExactlyElementsIn(
            range("2026-02-02", "2026-03-01")
                .days()
                .map(day -> new ReportRequest(PER_DAY, new DateRange(day, day)))
                .toList())
        .inOrder();
    assertThat(planner.requests(shards.get(1)))
        .containsExactly(new ReportRequest(BY_DAY, range("2026-01-16", "2026-03-01")));
  }

  @Test
  void reports_areThePlannedOnesByNameInTheirOrder() {
    ShardPlanner planner = new ShardPlanner(List.of(PER_DAY, BY_DAY), RunDates.lookback(LAST));

    assertThat(planner.reports())
        .containsExactly("geography_daily", PER_DAY, "channel_daily", BY_DAY)
        .inOrder();
  }

  @Test
  void plan_afterSerialization_isTheSame() throws Exception {
    ShardPlanner planner =
        new ShardPlanner(List.copyOf(Reports.builtInReports()), RunDates.lookback(LAST, 3));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(planner);
    }
    ShardPlanner copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (ShardPlanner) in.readObject();
    }

    assertThat(copy.plan(CHANNEL)).isEqualTo(planner.plan(CHANNEL));
    for (Shard shard : planner.plan(CHANNEL)) {
      assertThat(copy.requests(shard)).isEqualTo(planner.requests(shard));
    }
    assertThat(List.copyOf(copy.reports().keySet()))
        .isEqualTo(List.copyOf(planner.reports().keySet()));
  }

  @Test
  void planner_reportsThatCannotBePlanned_areRefused() {
    RunDates dates = RunDates.lookback(LAST);
    ReportDefinition monthly =
        ReportDefinition.named("monthly").metrics("views").every(TimeGrain.MONTH).build();
    ReportDefinition range =
        ReportDefinition.named("campaign").metrics("views").every(TimeGrain.RANGE).build();
    assertThrows(
        IllegalArgumentException.class, () -> new ShardPlanner(List.of(BY_DAY, BY_DAY), dates));
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> new ShardPlanner(List.of(range), dates)))
        .hasMessageThat()
        .contains("'campaign' has every: range: set its first and last day");
    RunDates noWhole = dates("2026-01-02", "2026-02-27");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> new ShardPlanner(List.of(monthly), noWhole)))
        .hasMessageThat()
        .contains("'monthly' is by month, but 2026-01-02..2026-02-27 has no complete month");
    ShardPlanner planner = new ShardPlanner(List.of(BY_DAY), dates);
    assertThrows(
        IllegalArgumentException.class,
        () -> planner.requests(new Shard(CHANNEL, "other", range("2026-03-01", "2026-03-01"))));
  }

  @Test
  void dates_thatCannotBe_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> RunDates.between(LAST, LAST.minusDays(1)));
    assertThrows(IllegalArgumentException.class, () -> RunDates.lookback(LAST, 0));
    assertThrows(IllegalArgumentException.class, () -> new DateRange(LAST, LAST.minusDays(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> RunDates.lookback(LAST).withBackfillFrom(LAST.plusDays(1)));
    assertThat(RunDates.between(LAST, LAST).of(BY_DAY)).hasValue(new DateRange(LAST, LAST));
    assertThat(RunDates.lookback(LAST, 1).of(BY_DAY)).hasValue(new DateRange(LAST, LAST));
  }

  // The clocks change on 2026-03-08 and 2026-11-01: days of 23 and 25 hours.
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T07:59:59.999Z, 2026-11-21",
    "2026-11-23T08:00:00Z, 2026-11-22",
    "2026-11-23T23:59:59Z, 2026-11-22",
    "2026-11-24T00:00:00Z, 2026-11-22",
    "2026-07-01T06:59:59Z, 2026-06-29",
    "2026-07-01T07:00:00Z, 2026-06-30",
    "2026-03-08T07:59:59Z, 2026-03-06",
    "2026-03-08T08:00:00Z, 2026-03-07",
    "2026-03-09T06:59:59Z, 2026-03-07",
    "2026-03-09T07:00:00Z, 2026-03-08",
    "2026-11-01T06:59:59Z, 2026-10-30",
    "2026-11-01T07:00:00Z, 2026-10-31",
    "2026-11-02T07:59:59Z, 2026-10-31",
    "2026-11-02T08:00:00Z, 2026-11-01",
    "2027-01-01T07:59:59Z, 2026-12-30",
  })
  void yesterday_aroundMidnights_isThePacificDay(Instant now, LocalDate expected) {
    for (String zone : List.of("UTC", "Asia/Tokyo", "Pacific/Kiritimati")) {
      assertThat(RunDates.yesterday(Clock.fixed(now, ZoneId.of(zone)))).isEqualTo(expected);
    }
  }

  @Test
  void plan_reportByMonth_isWholeFinishedMonths() {
    assertThat(months(dates("2026-01-01", "2026-03-31")))
        .containsExactly("2026-01", "2026-02", "2026-03")
        .inOrder();
    assertThat(months(dates("2026-01-02", "2026-03-30"))).containsExactly("2026-02");
    assertThat(months(dates("2024-02-01", "2024-02-29"))).containsExactly("2024-02");
  }

  @Test
  void plan_reportByMonthInALookback_isTheMonthsThatEndInIt() {
    assertThat(months(lookback("2026-11-30", 1))).containsExactly("2026-11");
    assertThat(months(lookback("2026-11-29", 29))).isEmpty();
    assertThat(months(lookback("2026-12-02", 3))).containsExactly("2026-11");
    assertThat(months(lookback("2026-12-02", 2))).isEmpty();
    assertThat(months(lookback("2026-12-14", 45))).containsExactly("2026-10", "2026-11").inOrder();
    assertThat(months(lookback("2024-03-01", 2))).containsExactly("2024-02");
  }

  private static List<String> months(RunDates dates) {
    ReportDefinition report =
        ReportDefinition.named("monthly")
            .dimensions("country")
            .metrics("views")
            .every(TimeGrain.MONTH)
            .build();
    ShardPlanner planner = new ShardPlanner(List.of(report), dates);
    List<Shard> shards = planner.plan(CHANNEL);
    List<DateRange> asked =
        shards.stream().flatMap(s -> planner.requests(s).stream()).map(r -> r.dates()).toList();
    for (DateRange month : asked) {
      YearMonth whole = YearMonth.from(month.first());
      assertThat(month).isEqualTo(new DateRange(whole.atDay(1), whole.atEndOfMonth()));
    }
    assertThat(shards).hasSize(asked.isEmpty() ? 0 : 1);
    return asked.stream().map(month -> YearMonth.from(month.first()).toString()).toList();
  }

  @Test
  void plan_reportWithTheMonthDimension_isOneRequest() {
    ReportDefinition report =
        ReportDefinition.named("monthly")
            .dimensions("month")
            .metrics("views")
            .every(TimeGrain.MONTH)
            .build();
    ShardPlanner planner = new ShardPlanner(List.of(report), dates("2025-12-15", "2026-03-31"));

    assertThat(planner.requests(planner.plan(CHANNEL).get(0)))
        .containsExactly(new ReportRequest(report, range("2026-01-01", "2026-03-31")));
  }

  @Test
  void plan_reportOfARange_isOneRequestForAllDates() {
    ReportDefinition report =
        ReportDefinition.named("campaign").metrics("views").every(TimeGrain.RANGE).build();
    ShardPlanner planner = new ShardPlanner(List.of(report), dates("2026-01-15", "2026-03-02"));

    assertThat(planner.requests(planner.plan(CHANNEL).get(0)))
        .containsExactly(new ReportRequest(report, range("2026-01-15", "2026-03-02")));
  }

  @Test
  void plan_withABackfill_beginsWithTheFirstDayWithoutAResponse() {
    ShardPlanner planner =
        new ShardPlanner(
            List.of(BY_DAY, PER_DAY), RunDates.lookback(LAST).withBackfillFrom(day("2025-01-01")));

    RequestResult answered = new RequestResult(Kind.ANSWERED, Instant.EPOCH);
    Map<String, Map<DateRange, RequestResult>> past =
        Map.of(
            "channel_daily",
            Map.of(
                range("2024-12-01", "2025-01-31"), answered,
                range("2025-02-01", "2025-02-07"), answered,
                range("2025-02-08", "2025-02-08"), new RequestResult(Kind.FAILED, Instant.EPOCH),
                range("2025-03-01", "2026-03-01"), answered),
            "geography_daily",
            Map.of(range("2025-01-01", "2026-02-24"), answered));

    assertThat(planner.plan(CHANNEL, (channel, report) -> past.get(report.name())))
        .containsExactly(
            new Shard(CHANNEL, "channel_daily", range("2025-02-08", "2026-03-01")),
            new Shard(CHANNEL, "geography_daily", range("2026-02-02", "2026-03-01")))
        .inOrder();
  }

  @Test
  void plan_backfillWithinTheLookback_changesNothing() {
    RunDates dates = RunDates.lookback(LAST);

    assertThat(new ShardPlanner(List.of(BY_DAY), dates.withBackfillFrom(LAST)).plan(CHANNEL))
        .isEqualTo(new ShardPlanner(List.of(BY_DAY), dates).plan(CHANNEL));
  }

  /** A year of a channel costs no more than the rules allow. */
  @Test
  void requests_yearOfAllBuiltInReports_areOneEachAndOneADayWhereTheApiTakesNoDays() {
    ShardPlanner planner =
        new ShardPlanner(List.copyOf(Reports.builtInReports()), dates("2025-03-02", "2026-03-01"));

    List<ReportRequest> requests =
        planner.plan(CHANNEL).stream().flatMap(s -> planner.requests(s).stream()).toList();
    assertThat(requests).hasSize(8 + 5 * 365 + 1 + 1 + 4 + 2);
    // Of every video a check comes with each query. Audience retention is a list of 10 videos and a
    // query of each. Four lists are another API's. Of groups there are two, each after a check.
    assertThat(requests.stream().mapToInt(ReportRequest::queries).sum())
        .isEqualTo(8 + 5 * 365 + 2 + 11 + 2 * 2);
  }

  private static RunDates lookback(String last, int days) {
    return RunDates.lookback(day(last), days);
  }

  private static RunDates dates(String first, String last) {
    return RunDates.between(day(first), day(last));
  }

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  private static DateRange range(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }
}
