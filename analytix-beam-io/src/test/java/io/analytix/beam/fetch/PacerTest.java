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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PacerTest {
  private static final long MINUTE = Duration.ofSeconds(60).toNanos();

  private final VirtualTime time = new VirtualTime();

  @Test
  void use_anyLatenessOfLaneAndNetwork_noSlidingMinuteHoldsMoreThanTheQuota() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int perMinute = 1 + random.nextInt(random.nextBoolean() ? 10 : 700);
      int requests = 3 * perMinute + 1;
      long late = Duration.ofMillis(random.nextInt(3) * 700L).toNanos();
      Pacer pacer = new Pacer(perMinute, Instant.EPOCH, time);
      long[] arrivals = new long[requests];
      for (int i = 0; i < requests; i++) {
        time.pass(Duration.ofNanos(pacer.untilNext()));
        if (late > 0 && random.nextInt(5) == 0) {
          time.pass(Duration.ofNanos(random.nextLong(late)));
        }
        pacer.use();
        // What of the margin's 1.2 s the lane does not spend itself.
        arrivals[i] = time.nanos() + Duration.ofMillis(random.nextInt(800)).toNanos();
      }
      Arrays.sort(arrivals);
      for (int i = perMinute; i < requests; i++) {
        assertWithMessage("seed %s: from request %s", seed, i - perMinute)
            .that(arrivals[i] - arrivals[i - perMinute])
            .isAtLeast(MINUTE);
      }
    }
  }

  @Test
  void use_lanesThatAreKilledAndBegunAgainAtOnce_noSlidingMinuteHoldsMoreThanTheQuota() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int perMinute = 1 + random.nextInt(random.nextBoolean() ? 10 : 700);
      List<Long> arrivals = new ArrayList<>();
      while (arrivals.size() < 3 * perMinute) {
        LaneState fresh = LaneState.fresh(DayUse.none(LocalDate.EPOCH));
        Pacer pacer = new Pacer(perMinute, fresh.notBefore(), time);
        for (int i = random.nextInt(perMinute + 1); i >= 0; i--) {
          time.pass(Duration.ofNanos(pacer.untilNext()));
          pacer.use();
          arrivals.add(time.nanos());
        }
      }
      for (int i = perMinute; i < arrivals.size(); i++) {
        assertWithMessage("seed %s: from request %s", seed, i - perMinute)
            .that(arrivals.get(i) - arrivals.get(i - perMinute))
            .isAtLeast(MINUTE);
      }
    }
  }

  @Test
  void pacer_firstSlotFarAway_isAtMostOneSpacingAway() {
    Pacer now = new Pacer(60, time.now().minusSeconds(5), time);
    Pacer soon = new Pacer(60, time.now().plusMillis(300), time);
    Pacer nextYear = new Pacer(60, time.now().plus(Duration.ofDays(365)), time);

    assertThat(now.untilNext()).isEqualTo(0);
    assertThat(soon.untilNext()).isEqualTo(Duration.ofMillis(300).toNanos());
    assertThat(nextYear.untilNext()).isEqualTo(Duration.ofMillis(1020).toNanos());
  }

  @Test
  void tooFast_windowOfRateAnswersOfOneCause_halvesOnceAndRecovers() {
    Pacer pacer = new Pacer(60, Instant.EPOCH, time);
    for (int i = 0; i < 32; i++) {
      pacer.tooFast();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(2040));

    time.pass(Duration.ofSeconds(6));
    pacer.tooFast();
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(4080));

    for (int i = 0; i < 4; i++) {
      pacer.answered();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(4080));
    pacer.answered();
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(3672));
    for (int i = 0; i < 5 * 14; i++) {
      pacer.answered();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(1020));
  }

  @Test
  void tooFast_forEver_isNeverSlowerThanSixteenTimes() {
    Pacer pacer = new Pacer(600, Instant.EPOCH, time);
    for (int i = 0; i < 20; i++) {
      time.pass(Duration.ofSeconds(6));
      pacer.tooFast();
    }
    assertThat(spacing(pacer)).isEqualTo(Duration.ofMillis(102 * 16));
  }

  private Duration spacing(Pacer pacer) {
    time.pass(Duration.ofNanos(pacer.untilNext()));
    pacer.use();
    return Duration.ofNanos(pacer.untilNext());
  }
}
