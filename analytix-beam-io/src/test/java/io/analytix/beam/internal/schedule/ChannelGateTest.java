// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.schedule.ChannelStates.ChannelState;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.RefreshException;
import io.analytix.beam.youtube.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ChannelGateTest {
  private final SchedulerParts parts = new SchedulerParts();
  private final ChannelGate gate = parts.gate;

  private PendingRequest admit(ChannelRef ref) {
    PendingRequest request = parts.begin(ref, SchedulerParts.PLAIN);
    gate.admit(state(ref), List.of(request));
    return request;
  }

  private ChannelState state(ChannelRef ref) {
    return parts.state.channels().of(ref);
  }

  private static List<Cause> causes(List<ChannelGate.Passed> passed) {
    return passed.stream().map(one -> Objects.requireNonNull(one.failure()).cause()).toList();
  }

  @Test
  void admit_twoRequestsOfAChannel_passAfterOneRefresh() throws Exception {
    ChannelRef ref = parts.pinned("a", 1);
    PendingRequest first = admit(ref);
    PendingRequest second = admit(ref);

    assertThat(parts.passed()).isEmpty();
    assertThat(gate.isClosed(state(ref))).isTrue();
    assertThat(parts.open())
        .containsExactly(new ChannelGate.Passed(first, null), new ChannelGate.Passed(second, null))
        .inOrder();

    assertThat(parts.refresher.refreshed()).hasSize(1);
    assertThat(gate.isClosed(state(ref))).isFalse();
    assertThat(gate.backlog()).isEqualTo(0);
  }

  @Test
  void openNext_revokedConsent_failsTheChannelsRequests() throws Exception {
    parts.refresher.script(
        token -> new RefreshException.Refused(Failure.of(Cause.TOKEN_REVOKED, "staged")));
    ChannelRef ref = parts.pinned("a", 1);
    PendingRequest request = admit(ref);

    List<ChannelGate.Passed> passed = parts.open();

    assertThat(passed.stream().map(ChannelGate.Passed::request).toList()).containsExactly(request);
    assertThat(causes(passed)).containsExactly(Cause.TOKEN_REVOKED);
    assertThat(Objects.requireNonNull(state(ref).failure()).cause()).isEqualTo(Cause.TOKEN_REVOKED);
  }

  @Test
  void openNext_endpointUnavailableAtFirst_isRetried() throws Exception {
    int[] calls = {0};
    parts.refresher.script(
        token ->
            calls[0]++ < 2
                ? new RefreshException.Unavailable(Failure.of(Cause.BACKEND, "staged"))
                : null);
    PendingRequest request = admit(parts.pinned("a", 1));

    assertThat(parts.open()).containsExactly(new ChannelGate.Passed(request, null));

    assertThat(parts.refresher.refreshed()).hasSize(3);
  }

  @Test
  void openNext_endpointRequestsADelay_isRetriedAfterIt() throws Exception {
    int[] calls = {0};
    Duration delay = Duration.ofSeconds(7);
    parts.refresher.script(
        token ->
            calls[0]++ == 0
                ? new RefreshException.Unavailable(Failure.of(Cause.QUOTA_RATE, "staged"), delay)
                : null);
    PendingRequest unused = admit(parts.pinned("a", 1));
    long begun = parts.time.nanos();

    assertThat(parts.open()).hasSize(1);

    assertThat(Duration.ofNanos(parts.time.nanos() - begun)).isAtLeast(delay);
  }

  @Test
  void openNext_runIsStopped_failsWithoutACall() throws Exception {
    parts.state.history().stop(Failure.of(Cause.CLIENT_REJECTED, "staged"));
    PendingRequest unused = admit(parts.pinned("a", 1));

    assertThat(causes(parts.open())).containsExactly(Cause.CLIENT_REJECTED);

    assertThat(parts.refresher.refreshed()).isEmpty();
  }

  @Test
  void refresh_rejectedToken_isReplacedOnce() throws Exception {
    ChannelRef ref = parts.pinned("a", 1);
    PendingRequest request = admit(ref);
    assertThat(parts.open()).hasSize(1);
    AuthorizedChannel rejected = Objects.requireNonNull(state(ref).authorized());

    gate.refresh(List.of(request), rejected, parts.time.nanos());
    assertThat(gate.isClosed(state(ref))).isTrue();
    assertThat(parts.open()).hasSize(1);
    gate.refresh(List.of(request), rejected, parts.time.nanos());

    assertThat(parts.passed()).containsExactly(new ChannelGate.Passed(request, null));
    assertThat(state(ref).authorized()).isNotEqualTo(rejected);
    assertThat(parts.refresher.refreshed()).hasSize(2);
  }

  @Test
  void isClosed_tokenThatIsAboutToExpire_isTrue() throws Exception {
    parts.refresher.lifetime(Duration.ofMinutes(30));
    ChannelRef ref = parts.pinned("a", 1);
    PendingRequest unused = admit(ref);
    assertThat(parts.open()).hasSize(1);

    parts.time.pass(Duration.ofMinutes(31));

    assertThat(gate.isClosed(state(ref))).isTrue();
  }

  @Test
  void ended_firstRecordOfAChannelSucceeds_requestsWithTheSecondFail() throws Exception {
    ChannelRef first = parts.pinned("a", 1);
    ChannelRef second = parts.pinned("b", 1);
    PendingRequest used = admit(first);
    PendingRequest rival = admit(second);
    assertThat(parts.open()).containsExactly(new ChannelGate.Passed(used, null));

    gate.ended(first, true);

    List<ChannelGate.Passed> passed = parts.passed();
    assertThat(passed.get(0).request()).isSameInstanceAs(rival);
    assertThat(causes(passed)).containsExactly(Cause.RECORD_INVALID);
    assertThat(parts.refresher.refreshed()).containsExactly("refresh-a");
  }

  @Test
  void ended_firstRecordOfAChannelFails_theSecondIsUsed() throws Exception {
    parts.refresher.script(
        token ->
            token.equals("refresh-a")
                ? new RefreshException.Refused(Failure.of(Cause.TOKEN_REVOKED, "staged"))
                : null);
    ChannelRef first = parts.pinned("a", 1);
    PendingRequest unused = admit(first);
    PendingRequest rival = admit(parts.pinned("b", 1));
    assertThat(causes(parts.open())).containsExactly(Cause.TOKEN_REVOKED);

    gate.ended(first, false);

    assertThat(parts.open()).containsExactly(new ChannelGate.Passed(rival, null));
  }

  @Test
  void admit_recordsWithoutPin_theFirstOfAChannelIsUsed() throws Exception {
    PendingRequest first = admit(parts.unpinned("a", 1));
    PendingRequest unused = admit(parts.unpinned("b", 1));

    assertThat(parts.open()).containsExactly(new ChannelGate.Passed(first, null));
  }

  @Test
  void refused_tokensOfAnotherChannel_failsTheChannelWithThat() throws Exception {
    ChannelRef ref = parts.pinned("a", 1);
    parts.owners.put("refresh-a", SchedulerLab.channelId(2));
    PendingRequest request = admit(ref);
    assertThat(parts.open()).hasSize(1);
    AuthorizedChannel channel = Objects.requireNonNull(state(ref).authorized());

    gate.refused(
        request,
        channel,
        new ApiException.ChannelRefused(Failure.of(Cause.FORBIDDEN, "staged"), true));

    assertThat(causes(parts.open())).containsExactly(Cause.IDENTITY_MISMATCH);
  }
}
