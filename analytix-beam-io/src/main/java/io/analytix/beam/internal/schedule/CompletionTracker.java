// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.schedule.ChannelStates.ChannelState;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which shards were begun since the last checkpoint, and how their requests end: each once. The end
 * of one can be what others wait for: refused money reports, requests with another record of the
 * channel, and requests that need the same list of uploads.
 */
final class CompletionTracker {
  private final SchedulerClock clock;
  private final SchedulerListener listener;
  private final ChannelStates channels;
  private final DailyQuota quota;
  private final UploadsCache listings;
  private final ChannelGate gate;
  private final UploadsGate uploads;
  private final TotalsGate totals;
  private final PostponedShards postponed;
  private final MonetaryRefusals moneyRefusals = new MonetaryRefusals();
  private final List<PendingShard> finished = new ArrayList<>();
  private final Set<PendingShard> unfinished = new LinkedHashSet<>();

  CompletionTracker(
      SchedulerContext context,
      Quotas quotas,
      ChannelGate gate,
      UploadsGate uploads,
      TotalsGate totals,
      PostponedShards postponed) {
    this.clock = context.clock();
    this.listener = context.listener();
    this.channels = context.state().channels();
    this.quota = quotas.requests();
    this.listings = context.state().uploads();
    this.gate = gate;
    this.uploads = uploads;
    this.totals = totals;
    this.postponed = postponed;
  }

  /** A shard is begun, whose requests will all end. */
  void begun(PendingShard shard, int requests) {
    unfinished.add(shard);
    found(shard, requests);
  }

  /** Another shard takes the place of one that was begun. */
  void replaced(PendingShard shard, PendingShard by) {
    unfinished.remove(shard);
    unfinished.add(by);
  }

  /** More requests of a shard will end. */
  void found(PendingShard shard, int more) {
    ChannelRef ref = shard.shard().channel();
    gate.begun(ref, more);
    if (!shard.isMonetary()) {
      moneyRefusals.begun(ref, more);
    }
  }

  /** A request has succeeded with this response. */
  void complete(PendingRequest request, ReportResponse response) {
    quota.release(request.releaseReserved());
    end(request.shard, request.shard.succeeded(request, response, clock.now()));
    ended(request, true);
    if (totals.isReader(request)) {
      totals.read(request, request.request(), response);
    }
  }

  /**
   * A one-day request is not sent: the totals of its channel's days, which this run has read, do
   * not require it.
   *
   * @param hasRows whether its stored response has rows
   */
  void leave(PendingRequest request, boolean hasRows) {
    end(request.shard, request.shard.left(request, hasRows, clock.now()));
    ended(request, true);
  }

  /** A request has failed, or is deferred. */
  void fail(PendingRequest request, Failure failure) {
    if (request.needsUploads()) {
      request.countUploadsCalls(listings.takeCalls(request.channel()));
    }
    quota.release(request.releaseReserved());
    end(request.shard, request.shard.failed(request, failure, clock.now()));
    ended(request, false);
    uploads.release(request);
    totals.ended(request, failure);
  }

  private void end(PendingShard shard, Outcome outcome) {
    listener.ended(outcome);
    if (shard.isFinished()) {
      unfinished.remove(shard);
      finished.add(shard);
    }
  }

  /** Fails a report of a channel; if the channel itself has failed meanwhile, with that failure. */
  void failReport(PendingRequest request, Failure failure) {
    ChannelState channel = channels.of(request.channel());
    Failure known = channel.failure() == null ? failure : channel.failure();
    channel.refuse(request.shard.shard().report(), known);
    fail(request, known);
  }

  /** Does so when it is known whether the channel is refused, while {@link #isPlainPending}. */
  void failReportLater(PendingRequest request, Failure failure) {
    moneyRefusals.add(new MonetaryRefusals.Refusal(request, failure));
  }

  /** Whether reports without money are pending for this channel and none has succeeded. */
  boolean isPlainPending(ChannelRef ref) {
    return moneyRefusals.isPending(ref);
  }

  /** Postpones a shard with these requests, which are all of its own. */
  void postpone(PendingShard shard, List<PendingRequest> requests, boolean behindAll) {
    requests.forEach(request -> quota.release(request.releaseReserved()));
    postponed.postpone(shard.place(), shard.shard().dates(), behindAll);
    unfinished.remove(shard);
    // Only shards whose channel is known to be good are postponed.
    requests.forEach(request -> ended(request, true));
    requests.forEach(totals::release);
  }

  private void ended(PendingRequest request, boolean succeeded) {
    ChannelRef ref = request.channel();
    if (!request.shard.isMonetary()) {
      moneyRefusals
          .ended(ref, succeeded)
          .forEach(refusal -> failReport(refusal.request(), refusal.failure()));
    }
    gate.ended(ref, succeeded);
  }

  /** Whether all that was begun is finished or postponed. */
  boolean isSettled() {
    return unfinished.isEmpty();
  }

  /** What was begun and is neither finished nor postponed, as if it were postponed. */
  List<SchedulerCheckpoint.Postponed> unfinished() {
    return unfinished.stream()
        .map(
            shard -> new SchedulerCheckpoint.Postponed(shard.place(), shard.shard().dates(), false))
        .toList();
  }

  /** Hands out the shards that have finished since the last call. */
  void takeFinished(Consumer<ShardResult> out) {
    finished.forEach(shard -> out.accept(shard.result()));
    finished.clear();
  }
}
