// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.schedule.MonetaryRefusals.Refusal;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import org.junit.jupiter.api.Test;

final class MonetaryRefusalsTest {
  private static final ChannelRef CHANNEL = new ChannelRef("record", "UC", null, null);
  private static final ChannelRef OTHER = new ChannelRef("other", "UD", null, null);

  private final MonetaryRefusals refusals = new MonetaryRefusals();
  private final Refusal refusal =
      new Refusal(
          SchedulerParts.request(CHANNEL, SchedulerParts.MONEY),
          Failure.of(Cause.FORBIDDEN, "staged"));

  @Test
  void isPending_withoutOtherReports_isFalse() {
    assertThat(refusals.isPending(CHANNEL)).isFalse();
  }

  @Test
  void ended_success_settlesAtOnceAndForGood() {
    refusals.begun(CHANNEL, 3);
    assertThat(refusals.isPending(CHANNEL)).isTrue();
    assertThat(refusals.isPending(OTHER)).isFalse();
    refusals.add(refusal);

    assertThat(refusals.ended(CHANNEL, true)).containsExactly(refusal);

    assertThat(refusals.isPending(CHANNEL)).isFalse();
    assertThat(refusals.ended(CHANNEL, false)).isEmpty();
  }

  @Test
  void ended_failures_settleWithTheLast() {
    refusals.begun(CHANNEL, 2);
    refusals.add(refusal);

    assertThat(refusals.ended(CHANNEL, false)).isEmpty();
    assertThat(refusals.isPending(CHANNEL)).isTrue();
    assertThat(refusals.ended(CHANNEL, false)).containsExactly(refusal);
  }
}
