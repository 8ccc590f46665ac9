// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.plan.DayUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class PacerTest {
  private static final long MINUTE = Duration.ofSeconds(60).toNanos();

  private final VirtualTime time = new VirtualTime();

  @Test
  void use_anyLatenessOfLaneAndNetwork_noSlidingMinuteHoldsMoreThanTheQuota() {
    for (int seed = 0; seed < 300; seed++) {
      Run run = new Run(new Random(seed));
      run.goOn(new Pacer(run.perMinute, time.now(), time), 3 * run.perMinute + 1);
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
        LaneState fresh = LaneState.fresh(DayUse.none(LocalDate.EPOCH));
        Pacer pacer =
            run.random.nextBoolean()
                ? new Pacer(run.perMinute, fresh.notBefore(), time)
                : Pacer.quietSince(killed, run.perMinute, time);
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
        Pacer pacer = new Pacer(run.perMinute, next, time);
        run.goOn(pacer, 1 + run.random.nextInt(run.perMinute + 1));
        next = pacer.nextSlot();
      }
      run.check("seed " + seed);
    }
  }

  @Test
  void use_laneThatIsHeldUpAtEachPause_losesNothing() {
    Pacer pacer = new Pacer(600, time.now(), time);
    long begun = time.nanos();
    for (int i = 0; i < 1500; i++) {
      await(pacer.untilNext());
      if (i % 237 == 100) {
        await(Duration.ofMillis(1_900).toNanos());
      }
      Pacer.Sent sent = pacer.use();
      time.at(Duration.ofMillis(80), sent::answered);
    }
    double ofQuota = (time.nanos() - begun) / 150e9;
    assertThat(ofQuota).isLessThan(1.012);
  }

  @Test
  void pacer_firstSlotFurtherAwayThanAnyPauseLeavesIt_waitsAsABeginnerDoes() {
    Pacer now = new Pacer(60, time.now().minusMillis(300), time);
    Pacer lastYear = new Pacer(60, time.now().minus(Duration.ofDays(365)), time);
    Pacer soon = new Pacer(60, time.now().plusMillis(300), time);
    Pacer nextYear = new Pacer(60, time.now().plus(Duration.ofDays(365)), time);

    assertThat(now.untilNext()).isEqualTo(0);
    assertThat(soon.untilNext()).isEqualTo(Duration.ofMillis(300).toNanos());
    assertThat(lastYear.untilNext()).isEqualTo(nextYear.untilNext());
    assertThat(nextYear.untilNext()).isEqualTo(Duration.ofMillis(1010 + 1600).toNanos());
    assertThat(Pacer.beginning(600)).isEqualTo(Duration.ofMillis(101 + 1600));
    assertThat(Pacer.beginning(6000)).isEqualTo(Duration.ofNanos(10_100_000));
  }

  @Test
  void tooFast_windowOfRateAnswersOfOneCause_halvesOnceAndRecovers() {
    Pacer pacer = new Pacer(60, time.now(), time);
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
    Pacer pacer = new Pacer(600, time.now(), time);
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

    void goOn(Pacer pacer, int requests) {
      for (int i = 0; i < requests; i++) {
        await(pacer.untilNext());
        if (late > 0 && random.nextInt(40) == 0) {
          await(random.nextLong(late));
        }
        Pacer.Sent sent = pacer.use();
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

  private Duration spacing(Pacer pacer) {
    await(pacer.untilNext());
    Pacer.Sent unused = pacer.use();
    return Duration.ofNanos(pacer.untilNext());
  }
}
