// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A lane and the quota of the Pacific day, which begins at 08:00Z when the tests do. */
final class DailyQuotaSchedulingTest {
  private static ApiException backend() {
    return new ApiException.Unavailable(Failure.of(Cause.BACKEND, "staged"), Duration.ZERO);
  }

  private static SchedulerLab lab(long seed, int perDay) {
    SchedulerLab lab = new SchedulerLab(seed, 600, 4);
    lab.settings =
        SchedulerLab.settings(600, null, perDay, 4, Duration.ofSeconds(60), RetryPolicy.DEFAULT);
    return lab;
  }

  @Test
  void run_requestsLeftToAnotherDay_endDeferredWithoutBeingSent() throws Exception {
    SchedulerLab lab = lab(1, 100).pinned(1).plan(4, SchedulerLab.PER_DAY);
    lab.defer(request -> request.dates().first().getDayOfMonth() < 3);

    List<ShardResult> answers = lab.run();

    assertThat(SchedulerLab.endings(answers))
        .containsExactly(
            "record-0 per_day 1: DEFERRED QUOTA_DAY sent 0",
            "record-0 per_day 2: DEFERRED QUOTA_DAY sent 0",
            "record-0 per_day 3: OK sent 1",
            "record-0 per_day 4: OK sent 1")
        .inOrder();
    assertThat(SchedulerLab.outcomes(answers).get(0).remedy()).contains("--resume after midnight");
  }

  @Test
  void run_repetitionBeyondTheDaysQuota_isNotSentAndDeferred() throws Exception {
    SchedulerLab lab = lab(2, 6).used(2).pinned(1).plan(3, SchedulerLab.PER_DAY);
    lab.server.script(
        sent -> sent.request().dates().equals(SchedulerLab.day(0)) ? backend() : null);

    assertThat(SchedulerLab.endings(lab.run()))
        .containsExactly(
            "record-0 per_day 1: DEFERRED QUOTA_DAY sent 2",
            "record-0 per_day 2: OK sent 1",
            "record-0 per_day 3: OK sent 1");
    assertThat(lab.server.sent()).hasSize(4);
  }

  @Test
  void run_repetitions_takeNothingFromRequestsThatAnswerManyDays() throws Exception {
    SchedulerLab lab = lab(3, 12).pinned(4).plan(2, SchedulerLab.PER_DAY, SchedulerLab.BY_DAY);
    lab.server.script(sent -> sent.request().answersManyDays() ? null : backend());

    List<Outcome> outcomes = SchedulerLab.outcomes(lab.run());

    assertThat(lab.server.sent()).hasSize(12);
    assertThat(
            outcomes.stream()
                .filter(outcome -> outcome.report().equals("by_day"))
                .map(Outcome::status)
                .toList())
        .containsExactly(Status.OK, Status.OK, Status.OK, Status.OK);
  }

  @Test
  void run_pastMidnightPacific_hasTheNextDaysQuota() throws Exception {
    SchedulerLab lab = lab(4, 10).used(9).pinned(1).plan(4, SchedulerLab.PER_DAY);
    lab.time.pass(Duration.ofHours(24).minusMillis(50));

    assertThat(SchedulerLab.outcomes(lab.run()).stream().map(Outcome::status).distinct().toList())
        .containsExactly(Status.OK);
  }

  @Test
  void run_anyFaults_neverSendsMoreThanTheDayAllows() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      int perDay = 5 + seed % 60;
      int used = seed % 7;
      SchedulerLab lab =
          lab(seed, perDay).used(used).pinned(3).plan(6, SchedulerLab.BY_DAY, SchedulerLab.PER_DAY);
      lab.settings =
          SchedulerLab.settings(
              6000, null, perDay, 1 + seed % 5, Duration.ofMillis(200), RetryPolicy.DEFAULT);
      lab.server.script(sent -> lab.random.nextInt(3) == 0 ? backend() : null);

      List<Outcome> outcomes = SchedulerLab.outcomes(lab.run());

      assertWithMessage("seed %s", seed).that(lab.server.sent().size()).isAtMost(perDay - used);
      assertWithMessage("seed %s", seed).that(outcomes).hasSize(21);
      Set<ReportRequest> unsent = new HashSet<>(lab.planned());
      lab.server.sent().forEach(sent -> unsent.remove(sent.request()));
      if (!unsent.isEmpty()) {
        assertWithMessage("seed %s", seed).that(lab.server.sent()).hasSize(perDay - used);
      }
    }
  }
}
