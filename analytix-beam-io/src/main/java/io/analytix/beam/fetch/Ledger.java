// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelRef;
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
final class Ledger {
  private final LaneTime time;
  private final LaneListener listener;
  private final DayBudget budget;
  private final Claims claims;
  private final MoneyRefusals moneyRefusals;
  private final Consequences consequences;
  private final List<ShardWork> finished = new ArrayList<>();
  private int unfinished;

  /** What follows when a request has ended. */
  interface Consequences {
    /** Nobody lists uploads for this request any more. */
    void ended(Asking asking);

    /** It is known now what a refusal of money means. */
    void settled(MoneyRefusals.Refusal refusal);

    /** It is known now whether requests that claim the same channel may go on. */
    void ruled(Claims.Ruling ruling);
  }

  Ledger(
      LaneTools tools,
      DayBudget budget,
      Claims claims,
      MoneyRefusals moneyRefusals,
      Consequences consequences) {
    this.time = tools.time();
    this.listener = tools.listener();
    this.budget = budget;
    this.claims = claims;
    this.moneyRefusals = moneyRefusals;
    this.consequences = consequences;
  }

  /** A shard is begun, whose requests will all end. */
  void begun(ShardWork work, int requests) {
    unfinished++;
    found(work, requests);
  }

  /** So many requests more of a shard will end. */
  void found(ShardWork work, int more) {
    claims.begun(work.shard().channel(), more);
    if (!work.monetary()) {
      moneyRefusals.begun(work.shard().channel(), more);
    }
  }

  /** All parts of a request are answered. */
  void answered(Asking asking) {
    answered(asking, Objects.requireNonNull(asking.whole()));
  }

  /** A request is answered with these rows. */
  void answered(Asking asking, ReportTable table) {
    budget.release(asking);
    end(asking.work, asking.work.answered(asking, table, time.now()));
  }

  /** A request failed, or is deferred. */
  void failed(Asking asking, Failure failure) {
    budget.release(asking);
    end(asking.work, asking.work.failed(asking, failure, time.now()));
    consequences.ended(asking);
  }

  /** A shard is put off with these requests. Its channel has answered, or it would be in doubt. */
  void postponed(ShardWork work, List<Asking> askings) {
    askings.forEach(budget::release);
    unfinished--;
    askings.forEach(asking -> ended(work, true));
  }

  /** Whether all that was begun is finished or put off. */
  boolean isSettled() {
    return unfinished == 0;
  }

  /** Hands over the shards that are finished. */
  void hand(Consumer<ShardAnswers> out) {
    finished.forEach(work -> out.accept(work.result()));
    finished.clear();
  }

  private void end(ShardWork work, Outcome outcome) {
    listener.ended(outcome);
    if (work.finished()) {
      unfinished--;
      finished.add(work);
    }
    ended(work, outcome.cause() == null);
  }

  private void ended(ShardWork work, boolean answered) {
    ChannelRef ref = work.shard().channel();
    if (!work.monetary()) {
      moneyRefusals.ended(ref, answered).forEach(consequences::settled);
    }
    Claims.Ruling ruling = claims.ended(ref, answered);
    if (ruling != null) {
      consequences.ruled(ruling);
    }
  }
}
