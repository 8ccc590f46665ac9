// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.schedule.ChannelClaims.Admission;
import io.analytix.beam.internal.schedule.ChannelClaims.Ruling;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChannelClaimsTest {
  private static final ChannelIdentity CHANNEL = new ChannelIdentity("UC", null);
  private static final ChannelRef FIRST = new ChannelRef("first", "UC", null, null);
  private static final ChannelRef SECOND = new ChannelRef("second", "UC", null, null);
  private static final ChannelRef THIRD = new ChannelRef("third", "UC", null, null);

  private final ChannelStates channels = new ChannelStates();
  private final ChannelClaims claims = new ChannelClaims(channels);

  private List<PendingRequest> begin(ChannelRef ref) {
    claims.begun(ref, 1);
    return List.of(SchedulerParts.request(ref, SchedulerParts.PLAIN));
  }

  @Test
  void admit_onlyRecord_isGrantedAgainAndAgain() {
    assertThat(claims.admit(CHANNEL, FIRST, begin(FIRST))).isEqualTo(Admission.GRANTED);
    assertThat(claims.admit(CHANNEL, FIRST, begin(FIRST))).isEqualTo(Admission.GRANTED);
    assertThat(claims.ended(FIRST, true)).isNull();
  }

  @Test
  void ended_firstRecordSucceeds_othersAreRefused() {
    List<PendingRequest> first = begin(FIRST);
    List<PendingRequest> second = begin(SECOND);
    assertThat(claims.admit(CHANNEL, FIRST, first)).isEqualTo(Admission.GRANTED);
    assertThat(claims.admit(CHANNEL, SECOND, second)).isEqualTo(Admission.WAITING);

    assertThat(claims.ended(FIRST, true)).isEqualTo(new Ruling(second, FIRST));

    assertThat(claims.admit(CHANNEL, THIRD, begin(THIRD))).isEqualTo(Admission.TAKEN);
  }

  @Test
  void ended_firstRecordFailsWithAllRequests_nextIsUsed() {
    List<PendingRequest> first = begin(FIRST);
    List<PendingRequest> more = begin(FIRST);
    List<PendingRequest> second = begin(SECOND);
    List<PendingRequest> third = begin(THIRD);
    assertThat(claims.admit(CHANNEL, FIRST, first)).isEqualTo(Admission.GRANTED);
    assertThat(claims.admit(CHANNEL, FIRST, more)).isEqualTo(Admission.GRANTED);
    assertThat(claims.admit(CHANNEL, SECOND, second)).isEqualTo(Admission.WAITING);
    assertThat(claims.admit(CHANNEL, THIRD, third)).isEqualTo(Admission.WAITING);

    assertThat(claims.ended(FIRST, false)).isNull();
    assertThat(claims.ended(FIRST, false)).isEqualTo(new Ruling(second, null));
    assertThat(channels.holder(CHANNEL)).isEqualTo(SECOND);
    assertThat(claims.ended(SECOND, false)).isEqualTo(new Ruling(third, null));
  }

  @Test
  void admit_holderThatHasGivenUp_isReplaced() {
    assertThat(claims.admit(CHANNEL, FIRST, begin(FIRST))).isEqualTo(Admission.GRANTED);
    assertThat(claims.ended(FIRST, false)).isNull();

    assertThat(claims.admit(CHANNEL, SECOND, begin(SECOND))).isEqualTo(Admission.GRANTED);
  }

  @Test
  void admit_afterACheckpoint_holderThatSucceededStays() {
    assertThat(claims.admit(CHANNEL, FIRST, begin(FIRST))).isEqualTo(Admission.GRANTED);
    assertThat(claims.ended(FIRST, true)).isNull();

    assertThat(new ChannelClaims(channels).admit(CHANNEL, SECOND, begin(SECOND)))
        .isEqualTo(Admission.TAKEN);
  }
}
