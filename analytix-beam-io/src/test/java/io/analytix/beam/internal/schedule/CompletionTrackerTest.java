// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.ReportRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompletionTrackerTest {
  private static final Failure FAILURE = Failure.of(Cause.FORBIDDEN, "staged");

  private final SchedulerParts parts = new SchedulerParts();
  private final CompletionTracker tracker = parts.tracker;
  private final ChannelRef channel = parts.pinned("a", 1);

  private List<ShardResult> finished() {
    List<ShardResult> all = new ArrayList<>();
    tracker.takeFinished(all::add);
    return all;
  }

  private List<Status> statuses() {
    return parts.ended.stream().map(Outcome::status).toList();
  }

  @Test
  void takeFinished_shardOfTwoRequests_isHandedOutOnceBothHaveEnded() {
    PendingShard shard =
        SchedulerParts.shard(
            channel,
            SchedulerParts.PLAIN,
            new ReportRequest(SchedulerParts.PLAIN, SchedulerParts.ONE_DAY),
            new ReportRequest(SchedulerParts.PLAIN, SchedulerParts.ONE_DAY));
    List<PendingRequest> requests = shard.pending();
    tracker.begun(shard, 2);

    tracker.complete(requests.get(1), ReportResponse.EMPTY);
    assertThat(finished()).isEmpty();
    assertThat(tracker.isSettled()).isFalse();
    tracker.fail(requests.get(0), FAILURE);

    assertThat(
            finished().get(0).answers().stream().map(answer -> answer.outcome().status()).toList())
        .containsExactly(Status.FAILED, Status.EMPTY)
        .inOrder();
    assertThat(finished()).isEmpty();
    assertThat(tracker.isSettled()).isTrue();
  }

  @Test
  void fail_requestThatHasEnded_throws() {
    PendingRequest request = parts.begin(channel, SchedulerParts.PLAIN);
    tracker.fail(request, FAILURE);

    assertThrows(IllegalStateException.class, () -> tracker.fail(request, FAILURE));
  }

  @Test
  void fail_reservedRequest_givesItsReservationBack() {
    PendingRequest request = parts.begin(channel, SchedulerParts.PLAIN);
    request.reserve();
    assertThat(parts.quotas.requests().reserve(1)).isTrue();
    assertThat(parts.quotas.requests().reserve(10)).isFalse();

    tracker.fail(request, FAILURE);

    assertThat(parts.quotas.requests().reserve(10)).isTrue();
  }

  @Test
  void failReportLater_otherReportSucceeds_failsThatReportOnly() {
    PendingRequest plain = parts.begin(channel, SchedulerParts.PLAIN);
    PendingRequest money = parts.begin(channel, SchedulerParts.MONEY);
    assertThat(tracker.isPlainPending(channel)).isTrue();
    tracker.failReportLater(money, FAILURE);
    assertThat(parts.ended).isEmpty();

    tracker.complete(plain, SchedulerParts.response(SchedulerParts.row("DE", 1L)));

    assertThat(statuses()).containsExactly(Status.OK, Status.FAILED).inOrder();
    assertThat(parts.state.channels().of(channel).refusal("money")).isEqualTo(FAILURE);
    assertThat(parts.state.channels().of(channel).refusal("plain")).isNull();
  }

  @Test
  void failReportLater_channelFails_hasTheFailureOfTheChannel() {
    Failure mismatch = Failure.of(Cause.IDENTITY_MISMATCH, "staged");
    PendingRequest plain = parts.begin(channel, SchedulerParts.PLAIN);
    PendingRequest money = parts.begin(channel, SchedulerParts.MONEY);
    tracker.failReportLater(money, FAILURE);

    parts.state.channels().of(channel).fail(mismatch);
    tracker.fail(plain, mismatch);

    assertThat(parts.ended.stream().map(Outcome::cause).toList())
        .containsExactly(Cause.IDENTITY_MISMATCH, Cause.IDENTITY_MISMATCH);
  }

  @Test
  void postpone_settlesWithoutAnOutcome() {
    PendingRequest request = parts.begin(channel, SchedulerParts.PLAIN);

    tracker.postpone(request.shard, List.of(request), true);

    assertThat(tracker.isSettled()).isTrue();
    assertThat(finished()).isEmpty();
    assertThat(parts.ended).isEmpty();
    assertThat(parts.postponed.all())
        .containsExactly(new SchedulerCheckpoint.Postponed(0, SchedulerParts.ONE_DAY, true));
  }

  @Test
  void fail_readerOfUploads_letsAnotherRead() {
    PendingRequest reader = parts.begin(channel, SchedulerParts.VIDEOS);
    PendingRequest other = parts.begin(channel, SchedulerParts.VIDEOS);
    assertThat(parts.uploads.isReader(reader)).isTrue();
    assertThat(parts.uploads.isReader(other)).isFalse();

    tracker.fail(reader, FAILURE);

    assertThat(parts.uploads.takeReleased()).containsExactly(other);
  }
}
