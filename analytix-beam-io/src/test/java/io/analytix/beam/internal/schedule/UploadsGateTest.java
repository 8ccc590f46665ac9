// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UploadsGateTest {
  private final SchedulerParts parts = new SchedulerParts();
  private final UploadsGate gate = parts.uploads;
  private final ChannelRef ref = parts.pinned("a", 1);
  private final AuthorizedChannel channel = SchedulerParts.authorized(ref, 1);
  private final List<Object> results = new ArrayList<>();

  /** Makes a call and notes "ok", the failure of a foreign list, or the exception. */
  private void call(AuthorizedChannel of) throws InterruptedException {
    gate.call(
        of,
        (foreign, failed) ->
            results.add(failed != null ? failed : foreign != null ? foreign : "ok"));
    parts.await();
  }

  private static PendingRequest request(ChannelRef of) {
    return SchedulerParts.request(of, SchedulerParts.VIDEOS);
  }

  @Test
  void isReader_firstOfEachChannel_readsAndOthersFollow() {
    PendingRequest first = request(ref);
    PendingRequest second = request(ref);
    PendingRequest third = request(ref);

    assertThat(gate.isReader(first)).isTrue();
    assertThat(gate.isReader(second)).isFalse();
    assertThat(gate.isReader(third)).isFalse();
    assertThat(gate.isReader(first)).isTrue();
    assertThat(gate.isReader(request(parts.pinned("b", 2)))).isTrue();

    gate.release(third);
    assertThat(gate.takeReleased()).isEmpty();
    gate.release(first);
    assertThat(gate.takeReleased()).containsExactly(second, third).inOrder();
    assertThat(gate.takeReleased()).isEmpty();
  }

  @Test
  void call_againAndAgain_readsTheListToItsEnd() throws Exception {
    parts.uploadsServer.videos(SchedulerLab.channelId(1), 60);
    UploadsListing listing = parts.state.uploads().of(ref);

    call(channel);
    assertThat(listing.list()).isNotNull();
    assertThat(listing.pages()).isEqualTo(0);
    call(channel);
    assertThat(listing.isWhole()).isFalse();
    call(channel);

    assertThat(listing.isWhole()).isTrue();
    assertThat(listing.videos()).hasSize(60);
    assertThat(results).containsExactly("ok", "ok", "ok");
  }

  @Test
  void call_failure_isHandedOnAndNothingIsKept() throws Exception {
    ApiException failure =
        new ApiException.Unavailable(Failure.of(Cause.BACKEND, "staged"), Duration.ZERO);
    parts.uploadsServer.script(any -> failure);

    call(channel);

    assertThat(results).containsExactly(failure);
    assertThat(parts.state.uploads().of(ref).list()).isNull();
  }

  @Test
  void call_listIsGone_isAnEmptyList() throws Exception {
    call(channel);
    parts.uploadsServer.script(
        any ->
            new ApiException.ChannelRefused(
                Failure.ofResponse(Cause.NOT_FOUND, "gone", 404, "playlistNotFound"), true));

    call(channel);

    assertThat(results).containsExactly("ok", "ok");
    assertThat(parts.state.uploads().of(ref).isWhole()).isTrue();
    assertThat(parts.state.uploads().of(ref).videos()).isEmpty();
  }
}
