// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private final MovableClock clock = new MovableClock(Instant.parse("2026-09-20T06:59:00Z"));
  private final Quota quota = new Quota(Quotas.ANALYTICS, clock);

  private boolean admits() {
    return quota.refusal("one").isEmpty();
  }

  private String unitOfRefusal() {
    return unitOfRefusal("one");
  }

  private String unitOfRefusal(String user) {
    return quota
        .refusal(user)
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

  @Test
  void user_oneTooMany_isRefusedAlone() {
    quota.perUser(1, Duration.ofSeconds(60));
    assertThat(unitOfRefusal("one")).isEqualTo("none");
    assertThat(unitOfRefusal("one")).isEqualTo("1/min/{project}/{user}");
    assertThat(unitOfRefusal("two")).isEqualTo("none");
  }

  @Test
  void user_limitOfHundredSeconds_lastsThatLong() {
    quota.perUser(1, Duration.ofSeconds(100));
    assertThat(unitOfRefusal("one")).isEqualTo("none");
    clock.move(Duration.ofSeconds(100).minusNanos(1));
    assertThat(unitOfRefusal("one")).isEqualTo("1/100s/{project}/{user}");
    clock.move(Duration.ofSeconds(100));
    assertThat(unitOfRefusal("one")).isEqualTo("none");
  }

  @Test
  void usedToday_afterMidnightPacific_isNothing() {
    quota.refusal("one");
    quota.refusal("two");
    assertThat(quota.usedToday()).isEqualTo(2);

    clock.move(Duration.ofMinutes(1));
    assertThat(quota.usedToday()).isEqualTo(0);
  }

  @Test
  void quotas_ofBothApis_areCountedApart() {
    Quotas quotas = new Quotas(clock);
    quotas.analytics().perDay(1);
    quotas.data().perDay(1);

    assertThat(quotas.refusal(Call.Kind.REPORT, "one")).isEmpty();
    assertThat(quotas.refusal(Call.Kind.CHANNELS, "one")).isEmpty();
    assertThat(quotas.refusal(Call.Kind.TOKEN, "one")).isEmpty();
    assertThat(service(quotas.refusal(Call.Kind.GROUP_ITEMS, "one"))).isEqualTo(Quotas.ANALYTICS);
    assertThat(service(quotas.refusal(Call.Kind.PLAYLIST_ITEMS, "one"))).isEqualTo(Quotas.DATA);
  }

  private static String service(Optional<HttpReply> refusal) {
    return Json.parse(refusal.orElseThrow().body())
        .at("/error/details/0/metadata/service")
        .asText();
  }
}
