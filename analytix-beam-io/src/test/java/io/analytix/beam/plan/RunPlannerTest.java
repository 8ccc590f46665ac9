// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunPlannerTest {
  private static final ReportDefinition BY_DAY = Reports.find("channel_daily").orElseThrow();
  private static final ReportDefinition PER_DAY = Reports.find("geography_daily").orElseThrow();
  private static final Instant NOW = Instant.parse("2026-03-15T20:00:00Z");
  private static final LocalDate LAST = LocalDate.parse("2026-03-14");
  private static final List<ChannelRef> CHANNELS = List.of(channel("a"), channel("b"));

  private final FakeOutcomes past = new FakeOutcomes();

  /** Outcomes of earlier runs, held in memory. */
  private static final class FakeOutcomes implements EarlierOutcomes {
    final Map<String, Map<DateRange, RequestResult>> results = new HashMap<>();
    long usedToday;
    long unitsToday;

    void put(ChannelRef channel, ReportRequest request, Kind kind, String begun) {
      results
          .computeIfAbsent(key(channel, request.report()), any -> new HashMap<>())
          .put(request.dates(), new RequestResult(kind, Instant.parse(begun)));
    }

    private static String key(ChannelRef channel, ReportDefinition report) {
      return channel.tokenRecord() + " " + report.fingerprint();
    }

    @Override
    public Map<DateRange, RequestResult> latestByDates(
        ChannelRef channel, ReportDefinition report) {
      return results.getOrDefault(key(channel, report), Map.of());
    }

    @Override
    public DayUse usedOn(LocalDate day) {
      return day.equals(LocalDate.parse("2026-03-15"))
          ? new DayUse(usedToday, unitsToday)
          : DayUse.NONE;
    }
  }

  // The day's quota.

  @Test
  void plan_quotaThatHoldsAll_defersNothing() {
    RunPlan plan = plan(days(3), false, 8, CHANNELS);

    assertThat(deferred(plan)).isEmpty();
    assertThat(plan.deferred()).isEqualTo(0);
    assertThat(sent(plan)).hasSize(8);
  }

  @Test
  void plan_quotaThatDoesNot_choosesManyDaysFirstThenTheNewestDay() {
    RunPlan plan = plan(days(3), false, 5, CHANNELS);

    assertThat(sent(plan))
        .containsExactly(
            "a channel_daily 2026-03-12..2026-03-14",
            "a geography_daily 2026-03-13..2026-03-13",
            "a geography_daily 2026-03-14..2026-03-14",
            "b channel_daily 2026-03-12..2026-03-14",
            "b geography_daily 2026-03-14..2026-03-14")
        .inOrder();
    assertThat(plan.deferred()).isEqualTo(3);
  }

  @Test
  void plan_requestsOfEarlierRunsOfTheDay_areTakenOffTheQuota() {
    past.usedToday = 6;

    RunPlan plan = plan(days(3), false, 8, CHANNELS);

    assertThat(plan.used()).isEqualTo(new QuotaUse(LocalDate.parse("2026-03-15"), 6));
    assertThat(sent(plan))
        .containsExactly(
            "a channel_daily 2026-03-12..2026-03-14", "b channel_daily 2026-03-12..2026-03-14");
    past.usedToday = 9;
    assertThat(sent(plan(days(3), false, 8, CHANNELS))).isEmpty();
  }

  @Test
  void plan_channelsThatCannotBeAsked_takeNothingOfTheQuota() {
    ChannelRef broken = new ChannelRef("0", null, null, "no JSON");

    RunPlan plan = plan(days(3), false, 8, List.of(broken, channel("a"), channel("b")));

    assertThat(plan.deferred()).isEqualTo(0);
    assertThat(plan.shards()).hasSize(6);
  }

  @Test
  void plan_anyQuota_sendsThatManyAndEndsEveryRequest() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int days = 1 + random.nextInt(80);
      int quota = 1 + random.nextInt(2 * (1 + days));
      past.usedToday = random.nextInt(20);
      RunPlan plan = plan(days(days), false, quota, CHANNELS);
      long all = 2L * (1 + days);
      assertWithMessage("seed %s", seed)
          .that(sent(plan).size())
          .isEqualTo((int) Math.min(all, Math.max(0, quota - past.usedToday)));
      assertWithMessage("seed %s", seed)
          .that(sent(plan).size() + deferred(plan).size())
          .isEqualTo((int) all);
      assertThat(plan.deferred()).isEqualTo(deferred(plan).size());
    }
  }

  // Resuming.

  @Test
  void plan_resumed_leavesOutWhatWasAnsweredAndTakesWhatWasDeferredFirst() {
    past.put(CHANNELS.get(0), byDay(3), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");
    past.put(CHANNELS.get(0), perDay(13), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");
    past.put(CHANNELS.get(0), perDay(14), EarlierOutcomes.Kind.FAILED, "2026-03-15T19:00:00Z");
    past.put(CHANNELS.get(1), perDay(12), EarlierOutcomes.Kind.DEFERRED, "2026-03-15T19:00:00Z");

    RunPlan plan = plan(days(3), true, 2, CHANNELS);

    assertThat(sent(plan))
        .containsExactly(
            "b channel_daily 2026-03-12..2026-03-14", "b geography_daily 2026-03-12..2026-03-12");
    assertThat(deferred(plan))
        .containsExactly(
            "a geography_daily 2026-03-12..2026-03-12",
            "a geography_daily 2026-03-14..2026-03-14",
            "b geography_daily 2026-03-13..2026-03-13",
            "b geography_daily 2026-03-14..2026-03-14");
    assertThat(plan.answered()).isEqualTo(2);
  }

  @Test
  void plan_notResumed_asksAgainWhatWasAnswered() {
    past.put(CHANNELS.get(0), byDay(3), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");

    assertThat(sent(plan(days(3), false, 100, CHANNELS))).hasSize(8);
    assertThat(sent(plan(days(3), true, 100, CHANNELS))).hasSize(7);
  }

  @Test
  void plan_resumedLookback_asksAgainWhatAnotherNightWasAnswered() {
    RunDates lookback = RunDates.lookback(LAST, 3);
    past.put(CHANNELS.get(0), perDay(13), EarlierOutcomes.Kind.ANSWERED, "2026-03-14T19:00:00Z");
    past.put(CHANNELS.get(0), perDay(14), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");

    assertThat(sent(plan(lookback, true, 100, List.of(CHANNELS.get(0)))))
        .containsExactly(
            "a channel_daily 2026-03-12..2026-03-14",
            "a geography_daily 2026-03-12..2026-03-12",
            "a geography_daily 2026-03-13..2026-03-13");
  }

  @Test
  void plan_resumedBackfillThatWasCutOff_goesOnWhereItEnded() {
    RunDates backfill = RunDates.lookback(LAST, 2).withBackfillFrom(LocalDate.parse("2026-03-10"));
    for (int day = 12; day <= 14; day++) {
      past.put(CHANNELS.get(0), perDay(day), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");
    }
    past.put(CHANNELS.get(0), perDay(11), EarlierOutcomes.Kind.DEFERRED, "2026-03-15T19:00:00Z");

    assertThat(sent(plan(backfill, true, 100, List.of(CHANNELS.get(0)))))
        .containsExactly(
            "a channel_daily 2026-03-10..2026-03-14",
            "a geography_daily 2026-03-10..2026-03-10",
            "a geography_daily 2026-03-11..2026-03-11");
  }

  @Test
  void plan_backfillAfterOtherRuns_addsExactlyTheDaysWithoutAResponse() {
    RunDates backfill = RunDates.lookback(LAST, 2).withBackfillFrom(LocalDate.parse("2026-03-08"));
    for (int day : List.of(8, 9, 11, 13)) {
      past.put(CHANNELS.get(0), perDay(day), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");
    }
    past.put(CHANNELS.get(0), perDay(10), EarlierOutcomes.Kind.FAILED, "2026-03-15T19:00:00Z");
    past.put(CHANNELS.get(0), byDay(40), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");

    RunPlan plan = plan(backfill, false, 100, List.of(CHANNELS.get(0)));

    assertThat(sent(plan))
        .containsExactly(
            "a channel_daily 2026-03-13..2026-03-14",
            "a geography_daily 2026-03-10..2026-03-10",
            "a geography_daily 2026-03-12..2026-03-12",
            "a geography_daily 2026-03-13..2026-03-13",
            "a geography_daily 2026-03-14..2026-03-14");
    assertThat(plan.backfilled()).isEqualTo(2);
    assertThat(plan.answered()).isEqualTo(0);
    for (int day : List.of(10, 12)) {
      past.put(CHANNELS.get(0), perDay(day), EarlierOutcomes.Kind.ANSWERED, "2026-03-15T19:00:00Z");
    }
    RunPlan nothing = plan(backfill, false, 100, List.of(CHANNELS.get(0)));
    assertThat(nothing.backfilled()).isEqualTo(0);
    assertThat(sent(nothing)).hasSize(3);
  }

  private RunPlan plan(RunDates dates, boolean resume, int perDay, List<ChannelRef> channels) {
    return planner(dates, resume, perDay).plan(channels, past, NOW);
  }

  private static RunPlanner planner(RunDates dates, boolean resume, int perDay) {
    return new RunPlanner(new ShardPlanner(List.of(BY_DAY, PER_DAY), dates), resume, perDay);
  }

  private static List<String> sent(RunPlan plan) {
    return requests(plan, false);
  }

  private static List<String> deferred(RunPlan plan) {
    return requests(plan, true);
  }

  private static List<String> requests(RunPlan plan, boolean deferred) {
    ShardPlanner planner = new ShardPlanner(List.of(BY_DAY, PER_DAY), RunDates.between(LAST, LAST));
    List<String> requests = new ArrayList<>();
    for (ChosenShard shard : plan.shards()) {
      for (ReportRequest request : shard.requests(planner)) {
        if (shard.shard().channel().problem() == null && shard.isDeferred(request) == deferred) {
          requests.add(
              String.join(
                  " ",
                  shard.shard().channel().tokenRecord(),
                  request.report().name(),
                  request.dates().toString()));
        }
      }
    }
    return requests;
  }

  private static RunDates days(int count) {
    return RunDates.between(LAST.minusDays(count - 1L), LAST);
  }

  private static ReportRequest byDay(int days) {
    return new ReportRequest(BY_DAY, new DateRange(LAST.minusDays(days - 1L), LAST));
  }

  private static ReportRequest perDay(int dayOfMarch) {
    LocalDate day = LocalDate.of(2026, 3, dayOfMarch);
    return new ReportRequest(PER_DAY, new DateRange(day, day));
  }

  private static ChannelRef channel(String record) {
    return new ChannelRef(record, null, null, null);
  }
}
