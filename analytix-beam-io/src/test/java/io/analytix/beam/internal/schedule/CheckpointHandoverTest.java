// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lanes whose checkpoints are taken while requests are in flight. */
final class CheckpointHandoverTest {
  /**
   * A checkpoint.
   *
   * @param finished how many shards had finished before it
   */
  private record Taken(int next, SchedulerCheckpoint state, int finished) {}

  private static SchedulerLab lab(int seed) {
    SchedulerLab lab = new SchedulerLab(seed, 60_000, 8).pinned(5);
    lab.plan(
        6,
        SchedulerLab.BY_DAY,
        SchedulerLab.PER_DAY,
        VideoSchedulingTest.VIDEO_DAYS,
        VideoSchedulingTest.FILMS);
    lab.settings = SchedulerLab.settings(60_000, 8, Duration.ofMillis(300), RetryPolicy.DEFAULT);
    for (int channel = 0; channel < 5; channel++) {
      lab.uploads.videos(SchedulerLab.channelId(channel), lab.random.nextInt(1200));
    }
    lab.server.latency(
        () -> Duration.ofMillis(lab.random.nextInt(50)),
        () -> Duration.ofMillis(20 + lab.random.nextInt(400)));
    Random failing = new Random(seed);
    lab.server.script(
        sent ->
            failing.nextInt(20) == 0
                ? new ApiException.Unavailable(Failure.of(Cause.BACKEND, "staged"), Duration.ZERO)
                : null);
    return lab;
  }

  /** What was answered: each report of a channel, days and videos. */
  private static List<String> answered(List<ShardResult> shards) {
    List<String> all = new ArrayList<>();
    for (ShardResult shard : shards) {
      for (ShardResult.Answer answer : shard.answers()) {
        all.add(
            "%s %s %s to %s of %s"
                .formatted(
                    answer.outcome().tokenRecord(),
                    answer.outcome().report(),
                    answer.outcome().startDate(),
                    answer.outcome().endDate(),
                    answer.videos()));
      }
    }
    return all;
  }

  @Test
  void run_checkpointsTakenOnTheWay_anyOfThemContinuesWithWhatHadNotFinished() throws Exception {
    int checkpoints = 0;
    int inFlight = 0;
    for (int seed = 0; seed < 12; seed++) {
      List<String> whole = answered(lab(seed).run());
      SchedulerLab lab = lab(seed);
      List<ShardResult> finished = new ArrayList<>();
      List<Taken> taken = new ArrayList<>();
      Random refusing = new Random(seed);
      lab.handover =
          (next, state) -> {
            if (refusing.nextInt(4) == 0) {
              return false;
            }
            return taken.add(new Taken(next, state.get(), finished.size()));
          };

      int next = 0;
      while (next < lab.shards().size() || lab.isPostponed()) {
        next = lab.stretch(next, finished::add);
      }

      assertWithMessage("seed %s", seed).that(answered(finished)).containsExactlyElementsIn(whole);
      assertThat(lab.planned.get()).isAtLeast(0);
      for (Taken checkpoint : taken) {
        List<ShardResult> resumed = new ArrayList<>(finished.subList(0, checkpoint.finished()));
        resumed.addAll(lab(seed).resume(checkpoint.next(), checkpoint.state()));
        assertWithMessage("seed %s, %s", seed, checkpoint)
            .that(answered(resumed))
            .containsExactlyElementsIn(whole);
        checkpoints++;
        inFlight += checkpoint.state().postponed().size();
      }
    }
    assertThat(checkpoints).isGreaterThan(20);
    assertThat(inFlight).isGreaterThan(checkpoints);
  }

  @Test
  void run_checkpointsTakenOnTheWay_takesNoLongerThanWithoutCheckpoints() throws Exception {
    SchedulerLab without = even(Duration.ofDays(1));
    without.run();
    SchedulerLab often = even(Duration.ofMillis(500));
    List<Integer> taken = new ArrayList<>();
    often.handover = (next, state) -> taken.add(next);

    often.run();

    assertThat(taken.size()).isAtLeast(10);
    assertThat(often.stretches).isEqualTo(1);
    assertThat(often.time.nanos()).isEqualTo(without.time.nanos());
  }

  /** Each response takes a tenth of a second. */
  private static SchedulerLab even(Duration interval) {
    SchedulerLab lab = new SchedulerLab(1, 60_000, 8).pinned(20).plan(30, SchedulerLab.PER_DAY);
    lab.settings = SchedulerLab.settings(60_000, 8, interval, RetryPolicy.DEFAULT);
    lab.server.latency(() -> Duration.ZERO, () -> Duration.ofMillis(100));
    return lab;
  }
}
