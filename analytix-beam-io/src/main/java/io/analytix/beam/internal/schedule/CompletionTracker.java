// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a stretch has begun and what has ended of it: each request once. Others may wait for what an
 * end means: requests of another record of the channel, and refusals of money.
 */
final class CompletionTracker {
  private final SchedulerClock time;
  private final SchedulerListener listener;
  private final DailyQuota budget;
  private final ChannelClaims claims;
  private final MonetaryRefusals moneyRefusals;
  private final Consequences consequences;
  private final List<PendingShard> finished = new ArrayList<>();
  private int unfinished;

  /** What follows when a request has ended. */
  interface Consequences {
    /** Nobody lists uploads for this request any more. */
    void ended(PendingRequest asking);

    /** It is known now what a refusal of money means. */
    void settled(MonetaryRefusals.Refusal refusal);

    /** It is known now whether requests that claim the same channel may go on. */
    void ruled(ChannelClaims.Ruling ruling);
  }

  CompletionTracker(
      SchedulerContext tools,
      DailyQuota budget,
      ChannelClaims claims,
      MonetaryRefusals moneyRefusals,
      Consequences consequences) {
    this.time = tools.time();
    this.listener = tools.listener();
    this.budget = budget;
    this.claims = claims;
    this.moneyRefusals = moneyRefusals;
    this.consequences = consequences;
  }

  /** A shard is begun, whose requests will all end. */
  void begun(PendingShard work, int requests) {
    unfinished++;
    found(work, requests);
  }

  /** So many requests more of a shard will end. */
  void found(PendingShard work, int more) {
    claims.begun(work.shard().channel(), more);
    if (!work.monetary()) {
      moneyRefusals.begun(work.shard().channel(), more);
    }
  }

  /** All parts of a request are answered. */
  void answered(PendingRequest asking) {
    answered(asking, Objects.requireNonNull(asking.whole()));
  }

  /** A request is answered with these rows. */
  void answered(PendingRequest asking, ReportResponse table) {
    budget.release(asking.releaseReserved());
    end(asking.work, asking.work.answered(asking, table, time.now()));
  }

  /** A request failed, or is deferred. */
  void failed(PendingRequest asking, Failure failure) {
    budget.release(asking.releaseReserved());
    end(asking.work, asking.work.failed(asking, failure, time.now()));
    consequences.ended(asking);
  }

  /** A shard is put off with these requests. Its channel has answered, or it would be in doubt. */
  void postponed(PendingShard work, List<PendingRequest> askings) {
    askings.forEach(asking -> budget.release(asking.releaseReserved()));
    unfinished--;
    askings.forEach(asking -> ended(work, true));
  }

  /** Whether all that was begun is finished or put off. */
  boolean isSettled() {
    return unfinished == 0;
  }

  /** Hands over the shards that are finished. */
  void hand(Consumer<ShardResult> out) {
    finished.forEach(work -> out.accept(work.result()));
    finished.clear();
  }

  private void end(PendingShard work, Outcome outcome) {
    listener.ended(outcome);
    if (work.finished()) {
      unfinished--;
      finished.add(work);
    }
    ended(work, outcome.cause() == null);
  }

  private void ended(PendingShard work, boolean answered) {
    ChannelRef ref = work.shard().channel();
    if (!work.monetary()) {
      moneyRefusals.ended(ref, answered).forEach(consequences::settled);
    }
    ChannelClaims.Ruling ruling = claims.ended(ref, answered);
    if (ruling != null) {
      consequences.ruled(ruling);
    }
  }
}
