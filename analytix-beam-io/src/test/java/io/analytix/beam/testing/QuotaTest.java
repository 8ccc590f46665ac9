// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private final MovableClock clock = new MovableClock(Instant.parse("2026-09-20T06:59:00Z"));
  private final Quota quota = new Quota(clock);

  private boolean admits() {
    return quota.refusal().isEmpty();
  }

  private String unitOfRefusal() {
    return quota
        .refusal()
        .map(
            answer -> Json.parse(answer.body()).at("/error/details/0/metadata/quota_unit").asText())
        .orElse("none");
  }

  @Test
  void minute_oneTooMany_isRefusedUntilTheOldestIsSixtySecondsOld() {
    quota.perMinute(2);
    assertThat(admits()).isTrue();
    clock.move(Duration.ofSeconds(30));
    assertThat(admits()).isTrue();
    clock.move(Duration.ofSeconds(30).minusNanos(1));
    assertThat(unitOfRefusal()).isEqualTo("1/min/{project}");

    clock.move(Duration.ofSeconds(30).plusNanos(1));
    assertThat(admits()).isTrue();
  }

  @Test
  void minute_exactlySixtySecondsLater_isAdmitted() {
    quota.perMinute(1);
    assertThat(admits()).isTrue();
    clock.move(Duration.ofSeconds(60));
    assertThat(admits()).isTrue();
    clock.move(Duration.ofSeconds(60).minusNanos(1));
    assertThat(admits()).isFalse();
  }

  @Test
  void minute_refusedOnes_countToo() {
    quota.perMinute(1);
    assertThat(admits()).isTrue();
    clock.move(Duration.ofSeconds(40));
    assertThat(admits()).isFalse();
    clock.move(Duration.ofSeconds(40));
    assertThat(admits()).isFalse();
  }

  @Test
  void day_usedUp_isRefusedUntilMidnightPacific() {
    quota.perDay(1);
    assertThat(admits()).isTrue();
    clock.move(Duration.ofSeconds(59));
    assertThat(unitOfRefusal()).isEqualTo("1/d/{project}");

    clock.move(Duration.ofSeconds(1));
    assertThat(admits()).isTrue();
  }
}
