// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.internal.schedule.VirtualTime;
import io.analytix.beam.plan.QuotaUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class RequestPacerTest {
  private static final long MINUTE = Duration.ofSeconds(60).toNanos();

  private final VirtualTime time = new VirtualTime();

  @Test
  void use_anyLatenessOfLaneAndNetwork_noSlidingMinuteHoldsMoreThanTheQuota() {
    for (int seed = 0; seed < 300; seed++) {
      Run run = new Run(new Random(seed));
      run.goOn(new RequestPacer(run.perMinute, time.now(), time), 3 * run.perMinute + 1);
      run.check("seed " + seed);
    }
  }

  @Test
  void use_lanesThatAreKilledAndBegunAgainAtOnce_noSlidingMinuteHoldsMoreThanTheQuota() {
    for (int seed = 0; seed < 300; seed++) {
      Run run = new Run(new Random(seed));
      run.longestWay = Math.min(run.longestWay, Duration.ofMillis(200).toNanos());
      while (run.arrivals.size() < 3 * run.perMinute) {
        Instant killed = time.now();
        await(run.random.nextLong(Duration.ofSeconds(5).toNanos()));
        SchedulerCheckpoint fresh = SchedulerCheckpoint.fresh(QuotaUse.none(LocalDate.EPOCH));
        RequestPacer pacer =
            run.random.nextBoolean()
                ? new RequestPacer(run.perMinute, fresh.notBefore(), time)
                : RequestPacer.idleSince(killed, run.perMinute, time);
        run.goOn(pacer, 1 + run.random.nextInt(run.perMinute + 1));
      }
      run.check("seed " + seed);
    }
  }

  @Test
  void use_lanesThatMoveToAnotherWorkerAtAPause_noSlidingMinuteHoldsMoreThanTheQuota() {
    for (int seed = 0; seed < 300; seed++) {
      Run run = new Run(new Random(seed));
      Instant next = time.now();
      while (run.arrivals.size() < 3 * run.perMinute) {
        RequestPacer pacer = new RequestPacer(run.perMinute, next, time);
        run.goOn(pacer, 1 + run.random.nextInt(run.perMinute + 1));
        next = pacer.nextSlot();
      }
      run.check("seed " + seed);
    }
  }

  @Test
  void use_laneThatIsHeldUpAtEachPause_losesNothing() {
    RequestPacer pacer = new RequestPacer(600, time.now(), time);
    long begun = time.nanos();
    for (int i = 0; i < 1500; i++) {
      await(pacer.untilNext());
      if (i % 237 == 100) {
        await(Duration.ofMillis(1_900).toNanos());
      }
      RequestPacer.Sent sent = pacer.use();
      time.at(Duration.ofMillis(80), sent::answered);
    }
    double ofQuota = (time.nanos() - begun) / 150e9;
    assertThat(ofQuota).isLessThan(1.012);
  }

  @Test
  void pacer_firstSlotFurtherAwayThanAnyPauseLeavesIt_waitsAsABeginnerDoes() {
    RequestPacer now = new RequestPacer(60, time.now().minusMillis(300), time);
    RequestPacer lastYear = new RequestPacer(60, time.now().minus(Duration.ofDays(365)), time);
    RequestPacer soon = new RequestPacer(60, time.now().plusMillis(300), time);
    RequestPacer nextYear = new RequestPacer(60, time.now().plus(Duration.ofDays(365)), time);

    assertThat(now.untilNext()).isEqualTo(0);
    assertThat(soon.untilNext()).isEqualTo(Duration.ofMillis(300).toNanos());
    assertThat(lastYear.untilNext()).isEqualTo(nextYear.untilNext());
    assertThat(nextYear.untilNext()).isEqualTo(Duration.ofMillis(1010 + 1600).toNanos());
    assertThat(RequestPacer.initialWait(600)).isEqualTo(Duration.ofMillis(101 + 1600));
    assertThat(RequestPacer.initialWait(6000)).isEqualTo(Duration.ofNanos(10_100_000));
  }

  @Test
  void tooFast_windowOfRateAnswersOfOneCause_halvesOnceAndRecovers() {
    RequestPacer pacer = new RequestPacer(60, time.now(), time);
    for (int i = 0; i < 32; i++) {
      pacer.tooFast();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(2020));

    time.pass(Duration.ofSeconds(6));
    pacer.tooFast();
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(4040));

    for (int i = 0; i < 4; i++) {
      pacer.answered();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(4040));
    pacer.answered();
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(3636));
    for (int i = 0; i < 5 * 14; i++) {
      pacer.answered();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(1010));
  }

  @Test
  void tooFast_forEver_isNeverSlowerThanSixteenTimes() {
    RequestPacer pacer = new RequestPacer(600, time.now(), time);
    for (int i = 0; i < 20; i++) {
      time.pass(Duration.ofSeconds(6));
      pacer.tooFast();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(101 * 16));
  }

  /** Requests at some quota by a lane that is late at times, over a network that takes its time. */
  private final class Run {
    final Random random;
    final int perMinute;
    final List<Long> arrivals = new ArrayList<>();
    final long late;
    long longestWay;

    Run(Random random) {
      this.random = random;
      this.perMinute = 1 + random.nextInt(random.nextBoolean() ? 10 : 700);
      this.late = Duration.ofMillis(random.nextInt(3) * 2_000L).toNanos();
      this.longestWay = Duration.ofMillis(random.nextInt(1_000)).toNanos();
    }

    void goOn(RequestPacer pacer, int requests) {
      for (int i = 0; i < requests; i++) {
        await(pacer.untilNext());
        if (late > 0 && random.nextInt(40) == 0) {
          await(random.nextLong(late));
        }
        RequestPacer.Sent sent = pacer.use();
        long way = random.nextLong(longestWay + 1);
        arrivals.add(time.nanos() + way);
        if (random.nextInt(5) > 0) {
          time.at(Duration.ofNanos(way), sent::answered);
        }
      }
    }

    void check(String name) {
      long[] sorted = arrivals.stream().mapToLong(Long::longValue).sorted().toArray();
      for (int i = perMinute; i < sorted.length; i++) {
        assertWithMessage("%s: %s a minute, from request %s", name, perMinute, i - perMinute)
            .that(sorted[i] - sorted[i - perMinute])
            .isAtLeast(MINUTE);
      }
    }
  }

  /** Lets time pass, and answers arrive. */
  private void await(long nanos) {
    Runnable unused = time.await(new LinkedBlockingQueue<>(), nanos);
  }

  private Duration spacing(RequestPacer pacer) {
    await(pacer.untilNext());
    RequestPacer.Sent unused = pacer.use();
    return Duration.ofNanos(pacer.untilNext());
  }
}
