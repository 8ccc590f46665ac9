// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.internal.schedule.VirtualTime;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.plan.QuotaUse;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class DailyQuotaTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-23");

  private final VirtualTime time = new VirtualTime();

  private DailyQuota quota(int perDay, long used) {
    return DailyQuota.ofQueries(perDay, new QuotaUse(DAY, used), time);
  }

  @Test
  void allows_untilTheQuotaIsUsed() {
    DailyQuota quota = quota(3, 1);

    assertThat(quota.allows(false)).isTrue();
    quota.use();
    quota.use();

    assertThat(quota.allows(false)).isFalse();
    assertThat(quota.allows(true)).isFalse();
    assertThat(quota.used()).isEqualTo(new QuotaUse(DAY, 3));
    assertThat(quota.exceeded().cause()).isEqualTo(Cause.QUOTA_DAY);
  }

  @Test
  void allows_reservedRequests_keepTheirShare() {
    DailyQuota quota = quota(3, 0);
    quota.resetReserved(2);
    quota.use();

    assertThat(quota.allows(false)).isFalse();
    assertThat(quota.allows(true)).isTrue();
    quota.release(1);
    assertThat(quota.allows(false)).isTrue();
  }

  @Test
  void reserve_moreThanIsLeft_reservesNothing() {
    DailyQuota quota = quota(5, 1);

    assertThat(quota.reserve(3)).isTrue();
    assertThat(quota.reserve(2)).isFalse();
    assertThat(quota.reserve(1)).isTrue();
  }

  @Test
  void used_nextPacificDay_beginsAgain() {
    DailyQuota quota = quota(1, 0);
    quota.use();
    assertThat(quota.allows(false)).isFalse();

    time.pass(Duration.ofHours(24));

    assertThat(quota.allows(false)).isTrue();
    assertThat(quota.used()).isEqualTo(QuotaUse.none(DAY.plusDays(1)));
  }
}
