// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.Refetch;
import io.analytix.beam.plan.RunPlan;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which one-day requests are sent, night after night. */
final class RefetchSchedulingTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-06-29");
  private static final int LOOKBACK = 28;
  private static final int LAG = 3;
  private static final String CHANNEL = SchedulerLab.channelId(0);

  private static RefetchNights nights(int channels, ReportDefinition... reports) throws Exception {
    RefetchNights nights = new RefetchNights(7, channels, LAG, LOOKBACK, TODAY, reports);
    nights.figures.values().forEach(days -> fill(days, nights.newest()));
    return nights;
  }

  private static void fill(TreeMap<LocalDate, Integer> days, LocalDate newest) {
    newest.minusDays(60).datesUntil(newest.plusDays(1)).forEach(day -> days.put(day, 1));
  }

  private static Map<Status, Long> count(List<Outcome> outcomes) {
    return outcomes.stream().collect(Collectors.groupingBy(Outcome::status, Collectors.counting()));
  }

  @Test
  void firstNight_requestsAllDaysThatHaveTotals() throws Exception {
    RefetchNights nights = nights(1, RefetchNights.COUNTRIES);

    List<Outcome> outcomes = nights.night(Refetch.CHANGED);

    assertThat(count(outcomes)).containsExactly(Status.OK, 25L, Status.UNCHANGED, 3L);
    assertThat(nights.requests).isEqualTo(26);
    assertThat(nights.sentDays(0))
        .containsExactlyElementsIn(
            TODAY.minusDays(LOOKBACK).datesUntil(TODAY.minusDays(LAG)).toList());
    assertThat(outcomes.stream().filter(o -> o.status() == Status.UNCHANGED).map(Outcome::basis))
        .containsExactly(null, null, null);
  }

  @Test
  void nextNight_requestsTheNewDayAndThoseThatMoved() throws Exception {
    RefetchNights nights = nights(1, RefetchNights.COUNTRIES);
    nights.night(Refetch.CHANGED);
    int before = nights.lab.server.sent().size();
    nights.today = TODAY.plusDays(1);
    TreeMap<LocalDate, Integer> days = nights.figures.get(CHANNEL);
    days.put(nights.newest(), 1);
    days.put(TODAY.minusDays(10), 2);

    List<Outcome> outcomes = nights.night(Refetch.CHANGED);

    assertThat(nights.sentDays(before)).containsExactly(TODAY.minusDays(10), nights.newest());
    assertThat(nights.sentTotals(before)).isEqualTo(1);
    assertThat(count(outcomes)).containsExactly(Status.OK, 2L, Status.UNCHANGED, 26L);
    Outcome spared = outcomes.get(0);
    assertThat(spared.status()).isEqualTo(Status.UNCHANGED);
    assertThat(spared.answeredFrom()).isEqualTo(spared.startDate());
    assertThat(spared.httpStatus()).isNull();
    assertThat(spared.basis()).matches("[0-9a-f]{16}");
  }

  @Test
  void totalsAmongTheReports_areReadOnce() throws Exception {
    RefetchNights nights = nights(2, RefetchNights.COUNTRIES, RefetchNights.TOTALS);
    nights.night(Refetch.CHANGED);
    assertThat(nights.sentTotals(0)).isEqualTo(2);
    int before = nights.lab.server.sent().size();

    List<Outcome> outcomes = nights.night(Refetch.CHANGED);

    assertThat(nights.lab.server.sent().size() - before).isEqualTo(2);
    assertThat(count(outcomes)).containsExactly(Status.OK, 2L, Status.UNCHANGED, 56L);
  }

  @Test
  void settled_waitsUntilADayStoodStillForOneRun() throws Exception {
    RefetchNights nights = nights(1, RefetchNights.COUNTRIES);
    nights.night(Refetch.SETTLED);
    LocalDate moving = TODAY.minusDays(8);
    int before = nights.lab.server.sent().size();
    for (int night = 1; night <= 3; night++) {
      nights.today = TODAY.plusDays(night);
      nights.figures.get(CHANNEL).put(moving, 1 + night);
      nights.night(Refetch.SETTLED);
    }
    assertThat(nights.sentDays(before)).isEmpty();

    nights.today = TODAY.plusDays(4);
    nights.night(Refetch.SETTLED);

    assertThat(nights.sentDays(before)).containsExactly(moving);
    assertThat(nights.stored.get(CHANNEL)).containsEntry(moving, 4);
  }

  @Test
  void settled_thenChanged_requestsWhatWasWaiting() throws Exception {
    RefetchNights nights = nights(1, RefetchNights.COUNTRIES);
    nights.night(Refetch.SETTLED);
    nights.figures.get(CHANNEL).put(TODAY.minusDays(8), 2);
    nights.night(Refetch.SETTLED);
    int before = nights.lab.server.sent().size();

    nights.night(Refetch.CHANGED);

    assertThat(nights.sentDays(before)).containsExactly(TODAY.minusDays(8));
  }

  @Test
  void emptyDays_areRequestedAgainWhileTheyAreYoung() throws Exception {
    RefetchNights nights = nights(1, RefetchNights.COUNTRIES);
    nights.withheldBefore.put(CHANNEL, LocalDate.MAX);
    assertThat(count(nights.night(Refetch.CHANGED)))
        .containsExactly(Status.EMPTY, 25L, Status.UNCHANGED, 3L);
    int before = nights.lab.server.sent().size();

    nights.night(Refetch.CHANGED);

    assertThat(nights.sentDays(before))
        .containsExactlyElementsIn(TODAY.minusDays(9).datesUntil(TODAY.minusDays(LAG)).toList());
  }

  @Test
  void dayThatVanished_keepsItsBasis() throws Exception {
    RefetchNights nights = nights(1, RefetchNights.COUNTRIES);
    nights.night(Refetch.CHANGED);
    LocalDate day = TODAY.minusDays(12);
    nights.figures.get(CHANNEL).remove(day);
    int before = nights.lab.server.sent().size();
    nights.night(Refetch.CHANGED);
    nights.figures.get(CHANNEL).put(day, 1);
    nights.night(Refetch.CHANGED);
    assertThat(nights.sentDays(before)).isEmpty();
    nights.figures.get(CHANNEL).put(day, 2);

    nights.night(Refetch.CHANGED);

    assertThat(nights.sentDays(before)).containsExactly(day);
  }

  @Test
  void totalsThatFail_letAllDaysBeRequested() throws Exception {
    for (ReportDefinition[] reports :
        List.of(
            new ReportDefinition[] {RefetchNights.COUNTRIES},
            new ReportDefinition[] {RefetchNights.COUNTRIES, RefetchNights.TOTALS})) {
      RefetchNights nights = nights(1, reports);
      nights.night(Refetch.CHANGED);
      for (ApiException failure :
          List.of(
              new ApiException.ReportRefused(Failure.of(Cause.QUERY_UNSUPPORTED, "no")),
              new ApiException.ChannelRefused(Failure.of(Cause.FORBIDDEN, "no"), false),
              new ApiException.Unavailable(Failure.of(Cause.BACKEND, "no"), Duration.ZERO))) {
        int before = nights.lab.server.sent().size();
        nights.lab.server.script(
            sent -> sent.request().report().equals(RefetchNights.TOTALS) ? failure : null);

        List<Outcome> outcomes = nights.night(Refetch.CHANGED);

        boolean channelFails =
            reports.length == 2 && failure instanceof ApiException.ChannelRefused;
        assertWithMessage("%s with %s reports", failure, reports.length)
            .that(nights.sentDays(before))
            .hasSize(channelFails ? 0 : LOOKBACK);
        assertThat(outcomes.stream().map(Outcome::status)).doesNotContain(Status.UNCHANGED);
      }
    }
  }

  @Test
  void moneyReport_waitsForTheTotalsOfMoney() throws Exception {
    ReportDefinition money =
        ReportDefinition.named("country_revenue")
            .dimensions("country")
            .metrics("estimatedRevenue")
            .build();
    RefetchNights nights = nights(1, money, RefetchNights.COUNTRIES);

    nights.night(Refetch.CHANGED);
    nights.night(Refetch.CHANGED);

    assertThat(
            nights.lab.server.sent().stream()
                .collect(
                    Collectors.groupingBy(
                        sent -> sent.request().report().name(), Collectors.counting())))
        .containsExactly(
            "channel_daily", 2L,
            "channel_revenue_daily", 2L,
            "country_revenue", 25L,
            "geography_daily", 25L);
  }

  @Test
  void failedDay_isRequestedAgain() throws Exception {
    RefetchNights nights = nights(1, RefetchNights.COUNTRIES);
    LocalDate day = TODAY.minusDays(20);
    nights.lab.server.script(
        sent ->
            sent.request().report().equals(RefetchNights.COUNTRIES)
                    && sent.request().dates().first().equals(day)
                ? new ApiException.Unavailable(Failure.of(Cause.BACKEND, "no"), Duration.ZERO)
                : null);
    assertThat(count(nights.night(Refetch.CHANGED))).containsEntry(Status.FAILED, 1L);
    nights.lab.server.script(sent -> null);
    int before = nights.lab.server.sent().size();

    nights.night(Refetch.CHANGED);

    assertThat(nights.sentDays(before)).containsExactly(day);
  }

  @Test
  void dayQuota_countsWhatIsExpected() throws Exception {
    RefetchNights nights = nights(3, RefetchNights.COUNTRIES);
    nights.night(Refetch.CHANGED);
    nights.today = TODAY.plusDays(1);
    nights.figures.values().forEach(days -> days.put(nights.newest(), 1));
    nights.night(Refetch.CHANGED);
    nights.today = TODAY.plusDays(2);
    nights.figures.values().forEach(days -> days.put(nights.newest(), 1));
    RunPlan plan = nights.plan(Refetch.CHANGED, false, 6);
    assertThat(plan.deferred()).isEqualTo(0);
    assertThat(plan.expected().byReport()).containsExactly(RefetchNights.COUNTRIES.name(), 3L);
    assertThat(plan.expected().totals()).isEqualTo(3);
    assertThat(plan.expected().known()).isTrue();
    nights.requests = 0;

    assertThat(count(nights.night(Refetch.CHANGED, false, 6)))
        .containsExactly(Status.OK, 3L, Status.UNCHANGED, 81L);

    assertThat(nights.requests).isEqualTo(6);
  }

  @Test
  void dayQuotaTooSmall_defersAndTheNextRunGoesOn() throws Exception {
    RefetchNights nights = nights(2, RefetchNights.COUNTRIES);

    Map<Status, Long> first = count(nights.night(Refetch.CHANGED, true, 12));
    assertThat(first).containsEntry(Status.OK, 10L);
    assertThat(first.get(Status.DEFERRED)).isAtLeast(40L);
    assertThat(nights.requests).isEqualTo(12);

    nights.night(Refetch.CHANGED, true, 1000);

    assertThat(nights.stored.get(CHANNEL)).hasSize(25);
    assertThat(nights.requests).isEqualTo(12 + 2 + 40);
  }

  @Test
  void checkpoints_keepOneOutcomePerRequest() throws Exception {
    for (int perMinute : new int[] {60, 240}) {
      for (boolean reads : new boolean[] {true, false}) {
        RefetchNights nights =
            reads
                ? nights(20, RefetchNights.COUNTRIES, RefetchNights.TOTALS)
                : nights(20, RefetchNights.COUNTRIES);
        nights.lab.settings =
            SchedulerLab.settings(perMinute, 32, Duration.ofSeconds(10), RetryPolicy.DEFAULT);

        List<Outcome> outcomes = nights.night(Refetch.CHANGED);

        assertThat(nights.lab.stretches).isAtLeast(2);
        assertThat(count(outcomes))
            .containsExactly(Status.OK, 25L * 20 + (reads ? 20 : 0), Status.UNCHANGED, 60L);
      }
    }
  }
}
