// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.internal.schedule.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ChannelPacersTest {
  private final VirtualTime time = new VirtualTime();

  @Test
  void untilNext_noLimit_isZeroHoweverManyAreSent() {
    ChannelPacers pacers = new ChannelPacers(null, 60, time);

    for (int i = 0; i < 100; i++) {
      pacers.use("UC");
    }

    assertThat(pacers.untilNext("UC")).isEqualTo(0);
  }

  @Test
  void tooFast_noLimit_slowsThatChannelOnly() {
    ChannelPacers pacers = new ChannelPacers(null, 60, time);

    pacers.tooFast("UC");
    pacers.use("UC");

    assertThat(pacers.untilNext("UC")).isAtLeast(Duration.ofSeconds(2).toNanos());
    assertThat(pacers.untilNext("UD")).isEqualTo(0);
  }

  @Test
  void answered_afterTooFast_recovers() {
    ChannelPacers pacers = new ChannelPacers(null, 60, time);
    pacers.tooFast("UC");
    for (int i = 0; i < 100; i++) {
      pacers.answered("UC");
    }

    pacers.use("UC");

    assertThat(pacers.untilNext("UC")).isLessThan(Duration.ofMillis(1100).toNanos());
  }

  @Test
  void use_limit_noMinuteHoldsMoreOfAChannel() {
    ChannelPacers pacers = new ChannelPacers(6, 600, time);
    int sent = 0;
    for (Duration passed = Duration.ZERO;
        passed.compareTo(Duration.ofSeconds(60)) < 0;
        passed = passed.plusMillis(100)) {
      while (pacers.untilNext("UC") == 0) {
        pacers.use("UC");
        sent++;
      }
      time.pass(Duration.ofMillis(100));
    }

    assertThat(sent).isAtLeast(4);
    assertThat(sent).isAtMost(6);
  }

  @Test
  void untilNext_limit_firstSlotIsCountedFromTheBeginning() {
    ChannelPacers pacers = new ChannelPacers(6, 600, time);

    assertThat(pacers.untilNext("UC")).isGreaterThan(0);
    time.pass(Duration.ofSeconds(60));

    assertThat(pacers.untilNext("UD")).isEqualTo(0);
  }
}
