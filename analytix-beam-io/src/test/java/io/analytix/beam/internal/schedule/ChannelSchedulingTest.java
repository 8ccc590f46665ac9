// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.internal.youtube.MinuteServer;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a lane does for one channel at a time: its own pace, and its large questions. */
final class ChannelSchedulingTest {
  private static final ReportDefinition TRAFFIC =
      ReportDefinition.named("traffic")
          .dimensions("day", "insightTrafficSourceType")
          .metrics("views")
          .filter("video", "a,b,c")
          .build();

  @Test
  void run_limitOfAChannel_holdsBetweenItsRequestsAndHoldsNoOtherUp() throws Exception {
    SchedulerLab lab = new SchedulerLab(1, 600, 8).pinned(5).plan(20, SchedulerLab.PER_DAY);
    lab.settings =
        SchedulerLab.settings(600, 30, 1000, 8, Duration.ofSeconds(60), RetryPolicy.DEFAULT);

    List<Outcome> outcomes = SchedulerLab.outcomes(lab.run());

    assertThat(outcomes.stream().map(Outcome::status).distinct().toList())
        .containsExactly(Status.OK);
    for (int channel = 0; channel < 5; channel++) {
      List<Long> times = times(lab, SchedulerLab.channelId(channel));
      assertThat(times).hasSize(20);
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 1)).isAtLeast(Duration.ofMillis(1600).toNanos());
      }
    }
    // Four channels at a time fill the lane's backlog; one after the other would take 200 s.
    assertThat(lab.time.nanos() / 1e9).isLessThan(130.0);
  }

  @Test
  void run_limitOfAChannelWithTwoRecords_holdsForBothTogether() throws Exception {
    SchedulerLab lab =
        new SchedulerLab(6, 600, 8)
            .pinned(1)
            .owned(SchedulerLab.channelId(0))
            .plan(20, SchedulerLab.PER_DAY);
    lab.settings =
        SchedulerLab.settings(600, 30, 1000, 8, Duration.ofSeconds(60), RetryPolicy.DEFAULT);

    List<Outcome> outcomes = SchedulerLab.outcomes(lab.run());

    assertThat(outcomes.stream().map(Outcome::status).distinct().toList())
        .containsExactly(Status.OK);
    List<Long> times = times(lab, SchedulerLab.channelId(0));
    assertThat(times).hasSize(40);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isAtLeast(Duration.ofMillis(1600).toNanos());
    }
  }

  @Test
  void run_rateAnswerThatIsAChannelsOwn_slowsThatChannelAndNoOther() throws Exception {
    SchedulerLab lab = new SchedulerLab(2, 6_000, 8).pinned(2).plan(60, SchedulerLab.PER_DAY);
    List<Long> refused = new ArrayList<>();
    lab.server.script(
        sent -> {
          if (!sent.channel().channelId().equals(SchedulerLab.channelId(0))
              || refused.size() >= 3) {
            return null;
          }
          refused.add(sent.atNanos());
          return new ApiException.TooFast(
              Failure.of(Cause.QUOTA_RATE, "staged"), Duration.ZERO, true);
        });

    List<Outcome> outcomes = SchedulerLab.outcomes(lab.run());

    assertThat(outcomes.stream().map(Outcome::status).distinct().toList())
        .containsExactly(Status.OK);
    List<Long> slow = times(lab, SchedulerLab.channelId(0));
    List<Long> quick = times(lab, SchedulerLab.channelId(1));
    assertThat(slow.get(14) - slow.get(4)).isAtLeast(Duration.ofMillis(180).toNanos());
    assertThat(quick.get(59) - quick.get(0)).isLessThan(Duration.ofMillis(1300).toNanos());
  }

  @Test
  void run_trafficOfTooManyVideosAndDays_isAskedInHalvesAndEndsAsOne() throws Exception {
    SchedulerLab lab = new SchedulerLab(3, 6_000, 4).pinned(1).plan(10, TRAFFIC);
    lab.server.script(
        sent ->
            sent.request().dates().days().count() > 3
                ? new ApiException.ReportRefused(
                    Failure.ofResponse(Cause.QUERY_UNSUPPORTED, "not supported", 400, "badRequest"))
                : null);

    List<ShardResult> answers = lab.run();

    assertThat(SchedulerLab.endings(answers)).containsExactly("record-0 traffic 1: OK sent 7");
    Outcome outcome = SchedulerLab.outcomes(answers).get(0);
    assertThat(outcome.retries()).isEqualTo(0);
    assertThat(outcome.rows()).isEqualTo(10);
    assertThat(answers.get(0).answers().get(0).table())
        .isEqualTo(MinuteServer.table(lab.planned().get(0), answers.get(0).identity()));
  }

  @Test
  void run_trafficThatIsNeverTaken_isUnsupportedInTheEnd() throws Exception {
    SchedulerLab lab = new SchedulerLab(4, 6_000, 4).pinned(1).plan(8, TRAFFIC);
    lab.server.script(
        sent ->
            new ApiException.ReportRefused(
                Failure.ofResponse(Cause.QUERY_UNSUPPORTED, "not supported", 400, "badRequest")));

    assertThat(SchedulerLab.endings(lab.run()))
        .containsExactly("record-0 traffic 1: FAILED QUERY_UNSUPPORTED sent 4");
  }

  @Test
  void run_thatBreaksOffWhileGoogleIsAskedWhoseChannelItIs_givesUpTheQuestion() {
    SchedulerLab lab =
        new SchedulerLab(5, 6_000, 4).pinned(3).unpinned().pinned(3).plan(1, SchedulerLab.BY_DAY);
    lab.answersWhoseChannel = false;

    assertThrows(
        IllegalStateException.class,
        () ->
            lab.stretch(
                0,
                shard -> {
                  if (!lab.identities.isEmpty()) {
                    throw new IllegalStateException("staged");
                  }
                }));

    assertThat(lab.identities).hasSize(1);
    assertThat(lab.identities.stream().allMatch(CompletableFuture::isCancelled)).isTrue();
  }

  private static List<Long> times(SchedulerLab lab, String channel) {
    return lab.server.sent().stream()
        .filter(sent -> sent.channel().channelId().equals(channel))
        .map(MinuteServer.Sent::atNanos)
        .toList();
  }

  @Test
  void run_channelWithASmallPaceOfItsOwn_doesNotLengthenThePause() throws Exception {
    SchedulerLab lab = new SchedulerLab(7, 600, 32).pinned(3);
    lab.plan(
        1,
        java.util.stream.IntStream.range(0, 60)
            .mapToObj(
                i ->
                    io.analytix.beam.report.ReportDefinition.named("report_" + i)
                        .dimensions("day")
                        .metrics("views")
                        .build())
            .toArray(io.analytix.beam.report.ReportDefinition[]::new));
    lab.settings =
        SchedulerLab.settings(600, 12, 1000, 32, Duration.ofSeconds(20), RetryPolicy.DEFAULT);
    List<ShardResult> answers = new ArrayList<>();
    double longest = 0;
    int next = 0;
    do {
      long began = lab.time.nanos();
      next = lab.stretch(next, answers::add);
      longest = Math.max(longest, (lab.time.nanos() - began) / 1e9);
    } while (next < 180 || lab.isPostponed());

    assertThat(SchedulerLab.outcomes(answers)).hasSize(180);
    assertThat(lab.server.sent()).hasSize(180);
    assertThat(longest).isAtMost(20 + 6);
  }
}
