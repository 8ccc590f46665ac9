// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.Range;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.MinuteServer;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.RefreshException;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RequestSchedulerTest {
  private static final ReportDefinition MONEY =
      ReportDefinition.named("money").dimensions("day").metrics("estimatedRevenue").build();

  private static Failure failure(Cause cause) {
    return Failure.of(cause, "staged");
  }

  private static ApiException backend() {
    return new ApiException.Unavailable(failure(Cause.BACKEND), Duration.ZERO);
  }

  private static ApiException dayQuota() {
    return new ApiException.DayQuotaUsed(failure(Cause.QUOTA_DAY));
  }

  private static ApiException noApi() {
    return new ApiException.ClientRefused(failure(Cause.API_DISABLED));
  }

  private static ApiException badToken() {
    return new ApiException.TokenRejected(failure(Cause.TOKEN_REVOKED));
  }

  private static ApiException noQuery() {
    return new ApiException.ReportRefused(failure(Cause.QUERY_UNSUPPORTED));
  }

  private static ApiException forbidden() {
    return new ApiException.ChannelRefused(failure(Cause.FORBIDDEN), true);
  }

  private static Map<String, Long> endings(List<ShardResult> answers) {
    return SchedulerLab.outcomes(answers).stream()
        .collect(Collectors.groupingBy(o -> o.status() + " " + o.cause(), Collectors.counting()));
  }

  @Nested
  final class Pacing {

    @Test
    void run_twoAndAHalfMinutesOfRequests_takesWhatTheQuotaAllowsAndNoRateAnswer()
        throws Exception {
      SchedulerLab lab = new SchedulerLab(1, 600, 32).pinned(50).plan(30, SchedulerLab.PER_DAY);
      lab.server.latency(
          () -> Duration.ofMillis(lab.random.nextInt(400)),
          () -> Duration.ofMillis((long) (60 * Math.exp(lab.random.nextGaussian() * 0.6))));
      lab.time.oversleep(() -> lab.random.nextInt(20) == 0 ? 300_000_000L : 2_000_000L);

      List<ShardResult> answers = lab.run();

      assertThat(lab.server.rateAnswers()).isEqualTo(0);
      assertThat(lab.server.sent().stream().map(MinuteServer.Sent::request).toList())
          .containsExactlyElementsIn(lab.planned());
      assertThat(SchedulerLab.outcomes(answers).stream().map(Outcome::status).distinct().toList())
          .containsExactly(Status.OK);
      assertThat(lab.server.mostInFlight()).isAtMost(32);
      assertThat(lab.stretches).isAtLeast(2);
      double allowed = 1500 / 600.0 * 60;
      assertThat(lab.time.nanos() / 1e9 / allowed).isAtMost(1.03);
    }

    @Test
    void run_killedAndBegunAgainAtOnce_noSlidingMinuteOfLaneOrChannelHoldsMoreThanItsQuota() {
      for (int seed = 0; seed < 60; seed++) {
        Random random = new Random(seed);
        int perMinute = 1 + random.nextInt(random.nextBoolean() ? 10 : 200);
        int perChannel = 1 + random.nextInt(perMinute);
        SchedulerLab lab = new SchedulerLab(seed, perMinute, 1 + random.nextInt(8));
        lab.pinned(3).plan(40, SchedulerLab.PER_DAY);
        lab.settings =
            SchedulerLab.settings(
                perMinute,
                perChannel,
                Integer.MAX_VALUE,
                lab.settings.maxInFlight(),
                Duration.ofDays(1),
                RetryPolicy.DEFAULT);
        for (int run = 0; run < 30; run++) {
          int last = lab.server.sent().size() + 1 + random.nextInt(Math.min(perMinute, 100));
          lab.server.script(
              sent -> {
                if (lab.server.sent().size() >= last) {
                  throw new Killed();
                }
                return null;
              });
          assertThrows(Killed.class, () -> lab.stretch(0, answers -> {}));
          lab.killed();
        }

        assertWithMessage("seed %s", seed).that(lab.server.rateAnswers()).isEqualTo(0);
        for (ChannelRef channel : lab.channels) {
          long[] sent =
              lab.server.sent().stream()
                  .filter(one -> one.channel().channelId().equals(channel.channelId()))
                  .mapToLong(MinuteServer.Sent::atNanos)
                  .toArray();
          for (int i = perChannel; i < sent.length; i++) {
            assertWithMessage("seed %s, channel %s", seed, channel.tokenRecord())
                .that(sent[i] - sent[i - perChannel])
                .isAtLeast(Duration.ofSeconds(60).toNanos());
          }
        }
      }
    }

    /** The end of a process, wherever it is. */
    private static final class Killed extends Error {
      private static final long serialVersionUID = 1;
    }

    @Test
    void run_slowServerAndWideQuota_windowIsFullAndNeverMore() throws Exception {
      SchedulerLab lab =
          new SchedulerLab(2, 1_000_000, 7).pinned(10).plan(50, SchedulerLab.PER_DAY);
      lab.server.latency(() -> Duration.ZERO, () -> Duration.ofMillis(700));

      lab.run();

      assertThat(lab.server.mostInFlight()).isEqualTo(7);
      assertThat(lab.server.sent()).hasSize(500);
      assertThat(lab.time.nanos() / 1e9 / (500 * 0.7 / 7)).isAtMost(1.06);
    }

    @Test
    void run_lowerQuotaThanBelieved_slowsDownAndStillAnswersAll() throws Exception {
      SchedulerLab lab = new SchedulerLab(3, 60, 8).pinned(4).plan(50, SchedulerLab.PER_DAY);
      lab.settings =
          SchedulerLab.settings(
              180,
              8,
              Duration.ofSeconds(60),
              new RetryPolicy(
                  20, Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofMinutes(10)));

      List<ShardResult> answers = lab.run();

      assertThat(SchedulerLab.outcomes(answers).stream().map(Outcome::status).distinct().toList())
          .containsExactly(Status.OK);
      assertThat(lab.server.rateAnswers()).isAtMost(80);
    }
  }

  @Nested
  final class Faults {

    @Test
    void run_randomFaultsOfEveryKind_everyRequestEndsInExactlyOneOutcome() throws Exception {
      for (int seed = 0; seed < 400; seed++) {
        SchedulerLab lab = new SchedulerLab(seed, 100 + seed * 7, 1 + seed % 9);
        lab.plan(1 + seed % 6, SchedulerLab.PER_DAY, SchedulerLab.BY_DAY);
        lab.settings =
            SchedulerLab.settings(
                100 + seed * 7,
                1 + seed % 9,
                Duration.ofMillis(200 + 300L * (seed % 11)),
                new RetryPolicy(
                    1 + seed % 4,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(20)));
        for (int i = 0; i <= seed % 5; i++) {
          if (lab.random.nextInt(4) == 0) {
            lab.unpinned();
          } else if (lab.random.nextInt(4) == 0) {
            lab.rival(SchedulerLab.channelId(lab.random.nextInt(4)));
          } else {
            lab.pinned(1);
          }
        }
        double share = seed % 3 * 0.15;
        lab.refresher.lifetime(
            Duration.ofMillis(seed % 2 == 0 ? 3_600_000 : 300 + 400L * (seed % 7)));
        lab.server.latency(
            () -> Duration.ofMillis(lab.random.nextInt(50)),
            () -> Duration.ofMillis(lab.random.nextInt(900)));
        lab.server.script(sent -> lab.random.nextDouble() < share ? anyFailure(lab) : null);
        lab.refresher.script(token -> lab.random.nextDouble() < share ? anyRefusal(lab) : null);
        lab.own =
            token -> {
              if (lab.random.nextInt(3) == 0) {
                throw new CompletionException(anyFailure(lab));
              }
              return Optional.of(SchedulerLab.channelId(lab.random.nextInt(4)));
            };
        List<ShardResult> answers;
        try {
          answers = lab.run();
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed, e);
        }
        checkWhole(seed, lab, answers);
      }
    }

    @Test
    void run_aTenthOfRequestsMeetsAPassingFault_99OfAHundredAreAnsweredAtNearlyTheFullPace()
        throws Exception {
      long answered = 0;
      long all = 0;
      for (int seed = 0; seed < 20; seed++) {
        SchedulerLab lab =
            new SchedulerLab(seed, 600, 32).pinned(30).plan(10, SchedulerLab.PER_DAY);
        lab.server.script(sent -> lab.random.nextInt(10) == 0 ? passing(lab) : null);

        List<Outcome> outcomes = SchedulerLab.outcomes(lab.run());

        answered += outcomes.stream().filter(outcome -> outcome.status() == Status.OK).count();
        all += outcomes.size();
        assertWithMessage("seconds, seed %s", seed)
            .that(lab.time.nanos() / 1_000_000_000)
            .isLessThan(120L);
      }
      assertThat(answered).isAtLeast(all - all / 100);
    }

    /** What may be gone the next time. */
    private static ApiException passing(SchedulerLab lab) {
      return switch (lab.random.nextInt(8)) {
        case 0 -> new ApiException.TooFast(failure(Cause.QUOTA_RATE), Duration.ZERO, false);
        case 1 ->
            new ApiException.TooFast(
                failure(Cause.QUOTA_RATE), Duration.ofSeconds(lab.random.nextInt(5)), true);
        case 2 -> badToken();
        default -> backend();
      };
    }

    private static void checkWhole(int seed, SchedulerLab lab, List<ShardResult> answers) {
      Map<String, String> speakers = new HashMap<>();
      for (Outcome outcome : SchedulerLab.outcomes(answers)) {
        if (outcome.status().hasRows() || outcome.status() == Status.EMPTY) {
          String speaker = speakers.putIfAbsent(outcome.channelId(), outcome.tokenRecord());
          assertWithMessage("seed %s: records that cover %s", seed, outcome.channelId())
              .that(outcome.tokenRecord())
              .isEqualTo(speaker == null ? outcome.tokenRecord() : speaker);
        }
      }
      assertWithMessage("seed %s: shards", seed)
          .that(answers.stream().map(ShardResult::shard).toList())
          .containsExactlyElementsIn(lab.shards());
      assertWithMessage("seed %s: requests", seed)
          .that(
              SchedulerLab.outcomes(answers).stream()
                  .map(o -> o.tokenRecord() + o.report() + o.startDate() + o.endDate())
                  .toList())
          .containsExactlyElementsIn(
              lab.shards().stream()
                  .flatMap(
                      shard ->
                          (shard.report().equals("by_day")
                                  ? List.of(shard.dates())
                                  : shard.dates().days().map(Faults::oneDay).toList())
                              .stream()
                                  .map(
                                      dates ->
                                          shard.channel().tokenRecord()
                                              + shard.report()
                                              + dates.first()
                                              + dates.last()))
                  .toList());
      assertWithMessage("seed %s: sent", seed)
          .that(lab.server.sent())
          .hasSize(SchedulerLab.outcomes(answers).stream().mapToInt(Outcome::requests).sum());
      assertWithMessage("seed %s: in flight", seed)
          .that(lab.server.mostInFlight())
          .isAtMost(lab.settings.maxInFlight());
      int attempts = lab.settings.retries().attempts();
      for (ShardResult shard : answers) {
        for (ShardResult.Answer answer : shard.answers()) {
          Outcome outcome = answer.outcome();
          assertWithMessage("seed %s: %s", seed, outcome)
              .that(outcome.requests())
              .isAtMost(attempts + 1);
          if (outcome.status().hasRows()) {
            ReportRequest request =
                new ReportRequest(
                    outcome.report().equals("by_day") ? SchedulerLab.BY_DAY : SchedulerLab.PER_DAY,
                    new DateRange(outcome.startDate(), outcome.endDate()));
            assertWithMessage("seed %s", seed)
                .that(answer.table())
                .isEqualTo(MinuteServer.table(request, shard.identity()));
          } else {
            assertThat(answer.table().lines()).isEmpty();
          }
        }
      }
    }

    private static DateRange oneDay(LocalDate day) {
      return new DateRange(day, day);
    }

    static Exception anyFailure(SchedulerLab lab) {
      return switch (lab.random.nextInt(12)) {
        case 0 -> dayQuota();
        case 1 -> noApi();
        case 2 -> new ApiException.ClientRefused(failure(Cause.CLIENT_REJECTED));
        case 3, 4 -> badToken();
        case 5 -> noQuery();
        case 6 -> forbidden();
        case 7 -> new ApiException.ChannelRefused(failure(Cause.SCOPE_MISSING), false);
        case 8 ->
            new ApiException.TooFast(
                failure(Cause.QUOTA_RATE), Duration.ofMillis(lab.random.nextInt(2000)), false);
        case 9 -> new ApiException.TooFast(failure(Cause.QUOTA_RATE), Duration.ZERO, true);
        case 10 -> new IllegalStateException("staged");
        default ->
            new ApiException.Unavailable(
                failure(Cause.BACKEND), Duration.ofMillis(lab.random.nextInt(4000)));
      };
    }

    @Test
    void run_channelOfTwoDeadRecordsAndALaterGoodOne_isAskedWithTheGoodOne() throws Exception {
      SchedulerLab lab =
          new SchedulerLab(7, 60000, 4).plan(2, SchedulerLab.PER_DAY, SchedulerLab.BY_DAY);
      lab.pinned(6).rival(SchedulerLab.channelId(5)).pinned(30).rival(SchedulerLab.channelId(5));
      lab.refresher.script(
          token ->
              token.equals("refresh-5") || token.equals("refresh-6")
                  ? new RefreshException.Refused(failure(Cause.TOKEN_REVOKED))
                  : null);

      List<Outcome> outcomes = SchedulerLab.outcomes(lab.run());

      assertThat(
              outcomes.stream()
                  .filter(outcome -> SchedulerLab.channelId(5).equals(outcome.channelId()))
                  .map(outcome -> outcome.tokenRecord() + " " + outcome.status())
                  .distinct()
                  .toList())
          .containsExactly("record-5 FAILED", "record-6 FAILED", "record-37 OK");
    }

    @Test
    void run_manyRecordsOfFewChannels_eachChannelHasOneSpeakerIfAnyRecordOfItIsGood()
        throws Exception {
      for (int seed = 0; seed < 300; seed++) {
        SchedulerLab lab = ofShortStretches(seed);
        int records = 3 + lab.random.nextInt(12);
        for (int i = 0; i < records; i++) {
          lab.rival(SchedulerLab.channelId(lab.random.nextInt(3)));
        }
        Set<String> dead = new HashSet<>();
        Set<String> alive = new HashSet<>();
        for (int i = 0; i < records; i++) {
          if (lab.random.nextBoolean()) {
            dead.add("refresh-" + i);
          } else {
            alive.add(lab.channels.get(i).channelId());
          }
        }
        revoke(lab, dead);
        lab.server.latency(
            () -> Duration.ofMillis(lab.random.nextInt(50)),
            () -> Duration.ofMillis(lab.random.nextInt(300)));
        List<ShardResult> answers;
        try {
          answers = lab.run();
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed, e);
        }
        checkWhole(seed, lab, answers);
        assertWithMessage("seed %s: channels that were answered", seed)
            .that(
                SchedulerLab.outcomes(answers).stream()
                    .filter(outcome -> outcome.status().hasRows())
                    .map(Outcome::channelId)
                    .collect(Collectors.toSet()))
            .isEqualTo(alive);
      }
    }

    @Test
    void run_recordsThatPinTheirChannelAndSuchThatDoNot_theFirstGoodOneSpeaksForIt()
        throws Exception {
      for (int seed = 0; seed < 300; seed++) {
        SchedulerLab lab = ofShortStretches(seed);
        int pinning = 1 + lab.random.nextInt(5);
        int records = pinning + lab.random.nextInt(10);
        Map<String, String> channels = new HashMap<>();
        Set<String> dead = new HashSet<>();
        Map<String, String> speakers = new TreeMap<>();
        for (int i = 0; i < records; i++) {
          String channel = SchedulerLab.channelId(lab.random.nextInt(3));
          SchedulerLab unused = i < pinning ? lab.rival(channel) : lab.unpinned();
          channels.put("refresh-" + i, channel);
          if (lab.random.nextInt(3) == 0) {
            dead.add("refresh-" + i);
          } else {
            speakers.putIfAbsent(channel, "record-" + i);
          }
        }
        revoke(lab, dead);
        lab.own = token -> Optional.of(channels.get(token.substring(0, token.indexOf(' '))));
        lab.identifying = () -> Duration.ofMillis(lab.random.nextInt(400));
        List<ShardResult> answers = lab.run();

        checkWhole(seed, lab, answers);
        Map<String, String> spoke = new TreeMap<>();
        for (Outcome outcome : SchedulerLab.outcomes(answers)) {
          if (outcome.status().hasRows()) {
            spoke.merge(
                String.valueOf(outcome.channelId()),
                outcome.tokenRecord(),
                (one, other) -> one.equals(other) ? one : one + " and " + other);
          }
        }
        assertWithMessage("seed %s: records that cover a channel", seed)
            .that(spoke)
            .isEqualTo(speakers);
      }
    }

    @Test
    void run_recordWithoutPinThatOpensAtTheFifthTry_holdsUpNoOther() throws Exception {
      SchedulerLab lab = new SchedulerLab(7, 60_000, 4).plan(1, SchedulerLab.PER_DAY);
      Map<String, Duration> ended = new TreeMap<>();
      Instant begun = lab.time.now();
      lab.listener =
          outcome -> ended.put(outcome.tokenRecord(), Duration.between(begun, lab.time.now()));
      for (int i = 0; i < 12; i++) {
        SchedulerLab unused = lab.unpinned();
      }
      lab.own =
          token -> Optional.of(SchedulerLab.channelId(Integer.parseInt(token.split("[- ]")[1])));
      AtomicInteger tries = new AtomicInteger();
      lab.refresher.script(
          token ->
              token.equals("refresh-0") && tries.incrementAndGet() < 5
                  ? new RefreshException.Unavailable(failure(Cause.NETWORK))
                  : null);
      List<ShardResult> answers = lab.run();

      checkWhole(7, lab, answers);
      Duration first = Objects.requireNonNull(ended.remove("record-0"));
      assertThat(Collections.max(ended.values())).isLessThan(first);
    }

    private static SchedulerLab ofShortStretches(int seed) {
      SchedulerLab lab = new SchedulerLab(seed, 60_000, 1 + seed % 7).plan(2, SchedulerLab.PER_DAY);
      lab.settings =
          SchedulerLab.settings(
              60_000, 1 + seed % 7, Duration.ofMillis(50 + 100L * (seed % 5)), RetryPolicy.DEFAULT);
      return lab;
    }

    private static void revoke(SchedulerLab lab, Set<String> refreshTokens) {
      lab.refresher.script(
          token ->
              refreshTokens.contains(token)
                  ? new RefreshException.Refused(failure(Cause.TOKEN_REVOKED))
                  : null);
    }

    private static RefreshException anyRefusal(SchedulerLab lab) {
      return switch (lab.random.nextInt(6)) {
        case 0 -> new RefreshException.ClientRejected(failure(Cause.CLIENT_REJECTED));
        case 1, 2 -> new RefreshException.Refused(failure(Cause.TOKEN_REVOKED));
        default -> new RefreshException.Unavailable(failure(Cause.NETWORK));
      };
    }
  }

  @Nested
  final class Retries {

    @Test
    void run_requestThatStaysBroken_isAskedBoundedlyAndFailsAlone() throws Exception {
      SchedulerLab lab = new SchedulerLab(4, 600, 8).pinned(2).plan(3, SchedulerLab.PER_DAY);
      lab.server.script(
          sent ->
              sent.request().dates().equals(SchedulerLab.day(1))
                      && sent.channel().channelId().equals(SchedulerLab.channelId(0))
                  ? backend()
                  : null);

      assertThat(SchedulerLab.endings(lab.run()))
          .containsExactly(
              "record-0 per_day 1: OK sent 1",
              "record-0 per_day 2: FAILED BACKEND sent 6",
              "record-0 per_day 3: OK sent 1",
              "record-1 per_day 1: OK sent 1",
              "record-1 per_day 2: OK sent 1",
              "record-1 per_day 3: OK sent 1")
          .inOrder();
      assertThat(lab.time.nanos()).isLessThan(Duration.ofSeconds(50).toNanos());
    }

    @Test
    void run_serviceAsksToWait_isLeftAloneForThatLong() throws Exception {
      SchedulerLab lab = new SchedulerLab(5, 600, 8).pinned(1).plan(1, SchedulerLab.BY_DAY);
      lab.server.script(
          sent ->
              lab.server.sent().size() == 1
                  ? new ApiException.Unavailable(failure(Cause.BACKEND), Duration.ofSeconds(20))
                  : null);

      assertThat(SchedulerLab.endings(lab.run())).containsExactly("record-0 by_day 1: OK sent 2");
      long between = lab.server.sent().get(1).atNanos() - lab.server.sent().get(0).atNanos();
      assertThat(between).isAtLeast(Duration.ofSeconds(20).toNanos());
    }

    @Test
    void run_tokenEndpointFlickers_channelOpensLater() throws Exception {
      SchedulerLab lab = new SchedulerLab(6, 600, 8).pinned(2).plan(1, SchedulerLab.BY_DAY);
      lab.refresher.script(
          token ->
              lab.refresher.refreshed().size() <= 3
                  ? new RefreshException.Unavailable(failure(Cause.NETWORK))
                  : null);

      assertThat(SchedulerLab.endings(lab.run()))
          .containsExactly("record-0 by_day 1: OK sent 1", "record-1 by_day 1: OK sent 1");
    }

    @Test
    void run_storeThatFails_channelFailsAfterBoundedTries() throws Exception {
      SchedulerLab lab = new SchedulerLab(7, 600, 8).pinned(2).plan(1, SchedulerLab.BY_DAY);
      lab.store.failReads(new IOException("staged"));

      assertThat(SchedulerLab.endings(lab.run()))
          .containsExactly(
              "record-0 by_day 1: FAILED INTERNAL sent 0",
              "record-1 by_day 1: FAILED INTERNAL sent 0");
      assertThat(lab.refresher.refreshed()).isEmpty();
    }
  }

  @Nested
  final class Refusals {

    @Test
    void run_clientRefused_costsOneCallAndEndsAll() throws Exception {
      SchedulerLab lab = new SchedulerLab(8, 600, 32).pinned(40).plan(5, SchedulerLab.PER_DAY);
      lab.refresher.script(
          token -> new RefreshException.ClientRejected(failure(Cause.CLIENT_REJECTED)));

      List<ShardResult> answers = lab.run();

      assertThat(lab.refresher.refreshed()).hasSize(1);
      assertThat(lab.server.sent()).isEmpty();
      assertThat(endings(answers)).containsExactly("FAILED CLIENT_REJECTED", 200L);
    }

    @Test
    void run_allButTheLastRecordRefused_lastGoesOn() throws Exception {
      SchedulerLab lab = new SchedulerLab(10, 600, 32).pinned(40).plan(1, SchedulerLab.BY_DAY);
      lab.refresher.script(
          token ->
              token.equals("refresh-39")
                  ? null
                  : new RefreshException.Refused(failure(Cause.TOKEN_REVOKED)));

      assertThat(endings(lab.run())).containsExactly("FAILED TOKEN_REVOKED", 39L, "OK null", 1L);
      assertThat(lab.refresher.refreshed()).hasSize(40);
    }

    @Test
    void run_apiSwitchedOff_costsOneRequest() throws Exception {
      SchedulerLab lab = new SchedulerLab(11, 600, 32).pinned(40).plan(5, SchedulerLab.PER_DAY);
      lab.server.script(sent -> noApi());

      assertThat(endings(lab.run())).containsExactly("FAILED API_DISABLED", 200L);
      assertThat(lab.server.sent()).hasSize(1);
    }

    @Test
    void run_dayQuotaUsedUp_restIsDeferredAndNotSent() throws Exception {
      SchedulerLab lab = new SchedulerLab(12, 600, 4).pinned(20).plan(5, SchedulerLab.PER_DAY);
      lab.server.script(sent -> lab.server.sent().indexOf(sent) >= 30 ? dayQuota() : null);

      List<ShardResult> answers = lab.run();

      assertThat(endings(answers)).containsExactly("OK null", 30L, "DEFERRED QUOTA_DAY", 70L);
      assertThat(lab.server.sent().size()).isAtMost(30 + 4);
    }

    @Test
    void run_queryRefused_otherDaysOfThatReportAreNotSentOthersGoOn() throws Exception {
      SchedulerLab lab =
          new SchedulerLab(13, 60, 8).pinned(2).plan(4, SchedulerLab.PER_DAY, SchedulerLab.BY_DAY);
      lab.server.script(
          sent ->
              sent.request().report().name().equals("per_day")
                      && sent.channel().channelId().equals(SchedulerLab.channelId(0))
                  ? noQuery()
                  : null);

      assertThat(SchedulerLab.endings(lab.run()))
          .containsExactly(
              "record-0 by_day 1: OK sent 1",
              "record-0 per_day 1: FAILED QUERY_UNSUPPORTED sent 1",
              "record-0 per_day 2: FAILED QUERY_UNSUPPORTED sent 0",
              "record-0 per_day 3: FAILED QUERY_UNSUPPORTED sent 0",
              "record-0 per_day 4: FAILED QUERY_UNSUPPORTED sent 0",
              "record-1 by_day 1: OK sent 1",
              "record-1 per_day 1: OK sent 1",
              "record-1 per_day 2: OK sent 1",
              "record-1 per_day 3: OK sent 1",
              "record-1 per_day 4: OK sent 1");
    }

    @Test
    void run_recordRevoked_itsRequestsAreNotSentOthersGoOn() throws Exception {
      SchedulerLab lab = new SchedulerLab(14, 600, 8).pinned(3).plan(2, SchedulerLab.PER_DAY);
      lab.refresher.script(
          token ->
              token.equals("refresh-1")
                  ? new RefreshException.Refused(failure(Cause.TOKEN_REVOKED))
                  : null);

      assertThat(SchedulerLab.endings(lab.run()))
          .containsExactly(
              "record-0 per_day 1: OK sent 1",
              "record-0 per_day 2: OK sent 1",
              "record-1 per_day 1: FAILED TOKEN_REVOKED sent 0",
              "record-1 per_day 2: FAILED TOKEN_REVOKED sent 0",
              "record-2 per_day 1: OK sent 1",
              "record-2 per_day 2: OK sent 1");
      assertThat(lab.refresher.refreshed()).containsExactly("refresh-0", "refresh-1", "refresh-2");
    }

    @Test
    void run_tokensOfAnotherChannel_isExplainedOnceAndToldOfEveryRequest() throws Exception {
      SchedulerLab lab =
          new SchedulerLab(15, 60_000, 16)
              .pinned(2)
              .plan(6, SchedulerLab.PER_DAY, SchedulerLab.BY_DAY);
      lab.own = token -> Optional.of(SchedulerLab.channelId(9));
      lab.server.script(
          sent ->
              sent.channel().channelId().equals(SchedulerLab.channelId(1)) ? forbidden() : null);

      List<ShardResult> answers = lab.run();

      assertThat(lab.identified).hasSize(1);
      assertThat(endings(answers)).containsExactly("OK null", 7L, "FAILED IDENTITY_MISMATCH", 7L);
    }

    /** What Google says about whose channel it is. */
    private enum ChannelKind {
      KNOWN,
      UNKNOWN,
      OF_OWNER
    }

    @Test
    void run_oneReportRefused_theOthersOfTheChannelAreRequestedOnceEach() throws Exception {
      for (ChannelKind kind : ChannelKind.values()) {
        for (String refused : List.of("by_day", "by_day_2", "by_day_3")) {
          SchedulerLab lab = refusing(kind, refused);

          assertWithMessage("%s of %s", refused, kind)
              .that(endings(lab.run()))
              .containsExactly("OK null", 5L, "FAILED FORBIDDEN", 1L);
          assertThat(lab.server.sent()).hasSize(6);
          assertThat(lab.identified).hasSize(kind == ChannelKind.OF_OWNER ? 0 : 1);
        }
      }
    }

    @Test
    void run_twoReportsRefusedFirst_endTheChannelOnlyIfNobodyKnowsWhoseItIs() throws Exception {
      assertThat(endings(refusing(ChannelKind.KNOWN, "by_day", "by_day_2").run()))
          .containsExactly("OK null", 4L, "FAILED FORBIDDEN", 2L);
      for (ChannelKind kind : List.of(ChannelKind.UNKNOWN, ChannelKind.OF_OWNER)) {
        SchedulerLab lab = refusing(kind, "by_day", "by_day_2");

        assertThat(endings(lab.run())).containsExactly("OK null", 3L, "FAILED FORBIDDEN", 3L);
        assertThat(lab.server.sent()).hasSize(5);
      }
    }

    /** One request at a time; the first channel refuses these reports, the second none. */
    private static SchedulerLab refusing(ChannelKind kind, String... refused) {
      SchedulerLab lab = new SchedulerLab(18, 600, 1);
      SchedulerLab channels =
          kind == ChannelKind.OF_OWNER ? lab.owned(SchedulerLab.channelId(0)) : lab.pinned(1);
      channels.pinned(1).plan(6, byDay("by_day"), byDay("by_day_2"), byDay("by_day_3"));
      if (kind == ChannelKind.KNOWN) {
        lab.own = token -> Optional.of(SchedulerLab.channelId(0));
      } else {
        lab.own =
            token -> {
              throw new CompletionException(
                  new ApiException.ChannelRefused(failure(Cause.SCOPE_MISSING), false));
            };
      }
      lab.server.script(
          sent ->
              sent.channel().channelId().equals(SchedulerLab.channelId(0))
                      && List.of(refused).contains(sent.request().report().name())
                  ? forbidden()
                  : null);
      return lab;
    }

    private static ReportDefinition byDay(String name) {
      return ReportDefinition.named(name)
          .dimensions("day")
          .metrics("views")
          .lookbackDays(1)
          .build();
    }

    @Test
    void run_tokensOfTheRightChannel_refusalStaysARefusal() throws Exception {
      SchedulerLab lab = new SchedulerLab(16, 600, 16).pinned(1).plan(6, SchedulerLab.PER_DAY);
      lab.own = token -> Optional.of(SchedulerLab.channelId(0));
      lab.server.script(sent -> forbidden());

      assertThat(endings(lab.run())).containsExactly("FAILED FORBIDDEN", 6L);
      assertThat(lab.identified).hasSize(1);
    }
  }

  @Nested
  final class Tokens {

    @Test
    void run_tokenRejectedForAWindowOfRequests_isRenewedOnce() throws Exception {
      SchedulerLab lab = new SchedulerLab(17, 6_000, 16).pinned(1).plan(60, SchedulerLab.PER_DAY);
      lab.server.script(
          sent ->
              sent.token().value().reveal().equals("refresh-0 1")
                      && lab.server.sent().indexOf(sent) >= 10
                  ? badToken()
                  : null);

      assertThat(endings(lab.run())).containsExactly("OK null", 60L);
      assertThat(lab.refresher.refreshed()).containsExactly("refresh-0", "refresh-0");
    }

    @Test
    void run_tokenRejectedAgainAfterRenewing_endsTheChannel() throws Exception {
      SchedulerLab lab = new SchedulerLab(18, 600, 4).pinned(2).plan(30, SchedulerLab.PER_DAY);
      lab.server.script(
          sent -> sent.channel().channelId().equals(SchedulerLab.channelId(0)) ? badToken() : null);

      List<ShardResult> answers = lab.run();

      assertThat(endings(answers)).containsExactly("OK null", 30L, "FAILED TOKEN_REVOKED", 30L);
      assertThat(lab.refresher.refreshed())
          .containsExactly("refresh-0", "refresh-0", "refresh-0", "refresh-1");
      assertThat(lab.server.sent().size()).isAtMost(30 + 12);
    }

    @Test
    void run_freshTokenRejectedNowAndThen_costsTheChannelNothing() throws Exception {
      SchedulerLab lab = new SchedulerLab(18, 6_000, 1).pinned(1).plan(40, SchedulerLab.PER_DAY);
      Set<Integer> rejected = Set.of(10, 11, 12, 20, 21, 22, 23);
      lab.server.script(
          sent -> rejected.contains(lab.server.sent().indexOf(sent)) ? badToken() : null);

      assertThat(endings(lab.run())).containsExactly("OK null", 40L);
      assertThat(lab.server.sent()).hasSize(40 + rejected.size());
    }

    @Test
    void run_tokensThatEndAgainAndAgain_areRenewedAgainAndAgain() throws Exception {
      for (int seed = 0; seed < 50; seed++) {
        SchedulerLab lab =
            new SchedulerLab(seed, 6_000, 4).pinned(1).plan(60, SchedulerLab.PER_DAY);
        Set<String> ended = new HashSet<>();
        lab.server.script(
            sent -> {
              String token = sent.token().value().reveal();
              if (lab.server.sent().indexOf(sent) > 4 && lab.random.nextInt(20) == 0) {
                ended.add(token);
              }
              return ended.contains(token) ? badToken() : null;
            });

        assertWithMessage("seed %s", seed).that(endings(lab.run())).containsExactly("OK null", 60L);
        assertWithMessage("seed %s", seed)
            .that(lab.refresher.refreshed().size())
            .isAtMost(ended.size() + 1);
      }
    }

    @Test
    void run_firstRequestsRejectedTwice_costsTheChannelNothing() throws Exception {
      for (int window = 1; window < 5; window++) {
        SchedulerLab lab =
            new SchedulerLab(window, 6_000, window).pinned(3).plan(2, SchedulerLab.PER_DAY, MONEY);
        Map<String, Integer> rejected = new HashMap<>();
        lab.server.script(
            sent ->
                rejected.merge(sent.channel().channelId(), 1, Integer::sum) <= 2
                    ? badToken()
                    : null);

        assertThat(endings(lab.run())).containsExactly("OK null", 9L);
      }
    }

    @Test
    void run_moneyRejectedNowAndThen_costsNothing() throws Exception {
      for (int seed = 0; seed < 50; seed++) {
        SchedulerLab lab =
            new SchedulerLab(seed, 6_000, 1).pinned(10).plan(1, SchedulerLab.BY_DAY, MONEY);
        lab.refresher.scopes(
            ConsentScope.READONLY.address(), ConsentScope.MONETARY_READONLY.address());
        lab.server.script(
            sent ->
                sent.request().report().monetary() && lab.random.nextInt(4) == 0
                    ? badToken()
                    : null);

        assertWithMessage("seed %s", seed).that(endings(lab.run())).containsExactly("OK null", 20L);
      }
    }

    @Test
    void run_moneyAlwaysRejected_isNotSentWhereTheScopeIsMissing() throws Exception {
      for (boolean granted : List.of(true, false)) {
        SchedulerLab lab =
            new SchedulerLab(3, 6_000, 1).pinned(1).plan(1, SchedulerLab.BY_DAY, MONEY);
        lab.refresher.scopes(
            ConsentScope.READONLY.address(),
            granted ? ConsentScope.MONETARY_READONLY.address() : ConsentScope.YOUTUBE.address());
        lab.server.script(sent -> sent.request().report().monetary() ? badToken() : null);

        assertThat(endings(lab.run())).containsExactly("OK null", 1L, "FAILED SCOPE_MISSING", 1L);
        assertThat(lab.server.sent()).hasSize(1 + (granted ? 6 : 0));
      }
    }

    @Test
    void run_longerThanATokenLives_isRenewedBeforeItEnds() throws Exception {
      SchedulerLab lab = new SchedulerLab(19, 60, 4).pinned(1).plan(120, SchedulerLab.PER_DAY);
      lab.refresher.lifetime(Duration.ofSeconds(50));
      lab.server.script(
          sent -> {
            int number = Integer.parseInt(sent.token().value().reveal().substring(10));
            long issued = issuedAt(lab, number);
            return sent.atNanos() > issued + Duration.ofSeconds(50).toNanos() ? badToken() : null;
          });

      assertThat(endings(lab.run())).containsExactly("OK null", 120L);
      assertThat(lab.server.sent()).hasSize(120);
    }

    private static long issuedAt(SchedulerLab lab, int number) {
      return lab.server.sent().stream()
          .filter(sent -> sent.token().value().reveal().equals("refresh-0 " + number))
          .mapToLong(MinuteServer.Sent::atNanos)
          .min()
          .orElseThrow();
    }
  }

  @Nested
  final class Checkpoints {

    @Test
    void run_clientThatThrows_endsAsAnOutcome() throws Exception {
      SchedulerLab lab = new SchedulerLab(23, 6_000, 4).pinned(1).plan(2, SchedulerLab.PER_DAY);
      lab.server.latency(
          () -> {
            throw new IllegalArgumentException("invalid header value: \"Bearer secret\"");
          },
          () -> Duration.ZERO);

      List<ShardResult> answers = lab.run();

      assertThat(endings(answers)).containsExactly("FAILED INTERNAL", 2L);
      assertThat(answers.toString()).doesNotContain("Bearer");
    }

    @Test
    void run_shortStretch_pausesWithEverythingClaimedFinishedAndGoesOnTheSame() throws Exception {
      SchedulerLab whole = new SchedulerLab(20, 600, 4).pinned(10).plan(5, SchedulerLab.PER_DAY);
      SchedulerLab paused = new SchedulerLab(20, 600, 4).pinned(10).plan(5, SchedulerLab.PER_DAY);
      paused.settings = SchedulerLab.settings(600, 4, Duration.ofSeconds(1), RetryPolicy.DEFAULT);

      List<ShardResult> first = new ArrayList<>();
      int next = paused.stretch(0, first::add);
      List<ShardResult> rest = new ArrayList<>();
      int pauses = 1;
      while (next < paused.shards().size()) {
        int before = rest.size() + first.size();
        assertThat(before).isEqualTo(next);
        next = paused.stretch(next, rest::add);
        pauses++;
      }

      assertThat(pauses).isAtLeast(3);
      assertThat(first.size()).isLessThan(10);
      first.addAll(rest);
      assertThat(SchedulerLab.endings(first)).isEqualTo(SchedulerLab.endings(whole.run()));
      assertThat(paused.refresher.refreshed()).hasSize(10);
      assertThat(paused.server.rateAnswers()).isEqualTo(0);
    }

    @Test
    void run_firstCheckpoint_comesAfterATenthOfTheInterval() throws Exception {
      SchedulerLab lab = new SchedulerLab(25, 600, 4).pinned(40).plan(5, SchedulerLab.PER_DAY);
      lab.settings = SchedulerLab.settings(600, 4, Duration.ofSeconds(10), RetryPolicy.DEFAULT);

      int first = lab.stretch(0, shard -> {});
      int second = lab.stretch(first, shard -> {});

      assertThat(first).isIn(Range.closed(1, 5));
      assertThat(second - first).isAtLeast(15);
    }

    @Test
    void run_outputThrows_whatIsInFlightIsCancelled() {
      SchedulerLab lab =
          new SchedulerLab(21, 60_000, 8)
              .pinned(3)
              .plan(10, SchedulerLab.PER_DAY, SchedulerLab.BY_DAY);

      assertThrows(
          IllegalStateException.class,
          () ->
              lab.stretch(
                  0,
                  answers -> {
                    throw new IllegalStateException("staged");
                  }));

      List<CompletableFuture<ReportResponse>> open =
          lab.server.calls().stream().filter(call -> !call.isDone()).toList();
      assertThat(open).isEmpty();
      assertThat(lab.server.calls().stream().filter(CompletableFuture::isCancelled).toList())
          .isNotEmpty();
    }

    @Test
    void run_afterABundleThatFailed_sameMemoryFinishesTheLane() throws Exception {
      for (int failAt = 0; failAt < 8; failAt++) {
        SchedulerLab lab =
            new SchedulerLab(22, 60_000, 8)
                .pinned(4)
                .plan(10, SchedulerLab.PER_DAY, SchedulerLab.BY_DAY);
        lab.server.script(
            sent ->
                sent.channel().channelId().equals(SchedulerLab.channelId(2)) ? forbidden() : null);
        lab.own = token -> Optional.of(SchedulerLab.channelId(9));
        int allowed = failAt;
        List<ShardResult> lost = new ArrayList<>();
        assertThrows(
            IllegalStateException.class,
            () ->
                lab.stretch(
                    0,
                    answers -> {
                      if (lost.size() == allowed) {
                        throw new IllegalStateException("staged");
                      }
                      lost.add(answers);
                    }));

        List<ShardResult> answers = lab.run();

        assertWithMessage("failed after %s shards", failAt)
            .that(endings(answers))
            .containsExactly("OK null", 33L, "FAILED IDENTITY_MISMATCH", 11L);
      }
    }

    @Test
    void run_afterABundleThatFailedWhileChannelsOpened_opensThemAgain() throws Exception {
      SchedulerLab lab = new SchedulerLab(24, 60_000, 8).pinned(12).plan(1, SchedulerLab.BY_DAY);
      assertThrows(
          IllegalStateException.class,
          () ->
              lab.stretch(
                  0,
                  answers -> {
                    throw new IllegalStateException("staged");
                  }));

      assertThat(endings(lab.run())).containsExactly("OK null", 12L);
    }
  }
}
