// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.Shard;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a lane does about a call that was not answered, and how far that reaches: this request, this
 * report of the channel, the channel, or the run.
 */
final class Reactions {
  /** So often is a request refused a token before a channel that never answered is given up. */
  private static final int REFUSALS = 3;

  private final LaneMemory memory;
  private final LaneTime time;
  private final Pacer pacer;
  private final ChannelPaces paces;
  private final Retries retries;
  private final SendQueue queue;
  private final ListingDesk listings;
  private final ChannelDesk desk;
  private final MoneyRefusals moneyRefusals;
  private final Ledger ledger;

  Reactions(
      LaneTools tools,
      Pacer pacer,
      ChannelPaces paces,
      Retries retries,
      SendQueue queue,
      ListingDesk listings,
      ChannelDesk desk,
      MoneyRefusals moneyRefusals,
      Ledger ledger) {
    this.memory = tools.memory();
    this.time = tools.time();
    this.pacer = pacer;
    this.paces = paces;
    this.retries = retries;
    this.queue = queue;
    this.listings = listings;
    this.desk = desk;
    this.moneyRefusals = moneyRefusals;
    this.ledger = ledger;
  }

  /** Reacts to a report request that failed. */
  void notAnswered(Asking asking, OpenChannel channel, FetchException failed) {
    Failure failure = failed.failure();
    ChannelRef ref = channel.ref();
    if (failed instanceof FetchException.Unavailable later) {
      memory.tried();
      repeatOrFail(asking, failure, later.retryAfter());
    } else if (failed instanceof FetchException.TooFast rate) {
      memory.answered();
      if (rate.ofUser()) {
        paces.tooFast(channel);
      } else {
        pacer.tooFast();
      }
      repeatOrFail(asking, failure, rate.retryAfter());
    } else if (failed instanceof FetchException.DayQuotaUsed) {
      memory.stop(failure);
      ledger.failed(asking, failure);
    } else if (failed instanceof FetchException.ClientRefused refused) {
      if (memory.stops(ref, refused)) {
        memory.stop(failure);
      }
      ledger.failed(asking, failure);
    } else if (failed instanceof FetchException.TokenRejected) {
      rejected(asking, channel, failure);
    } else if (failed instanceof FetchException.ChannelRefused refused) {
      memory.answered();
      desk.explain(asking, channel, refused);
    } else {
      memory.answered();
      refused(asking, failure);
    }
  }

  /**
   * A refused token is renewed. Where consent was withdrawn, that fails; so another refusal may
   * pass. Of a channel that was answered before the token may even have ended again; one that never
   * was is left alone for a while. A refusal that does not pass is the channel's, or of money only
   * that report's.
   */
  private void rejected(Asking asking, OpenChannel channel, Failure failure) {
    if (!asking.renewed) {
      asking.renewed = true;
      desk.renew(asking, channel, time.nanos());
      return;
    }
    boolean answered = memory.channel(channel.ref()).answered;
    boolean ofMoney = asking.work.monetary() && !asking.listing;
    boolean mayPass =
        (answered || asking.tried < REFUSALS)
            && (!ofMoney || ConsentScope.coverMoney(channel.grant().token().scopes()));
    OptionalLong due =
        mayPass
            ? retries.next(asking.tried, asking.firstSentNanos, Duration.ZERO)
            : OptionalLong.empty();
    if (due.isPresent() && answered) {
      desk.renew(channel);
      (asking.listing ? listings.queue() : queue).addAgain(asking, due.getAsLong());
    } else if (due.isPresent()) {
      desk.renew(asking, channel, due.getAsLong());
    } else if (ofMoney) {
      refuseReport(new MoneyRefusals.Refusal(asking, MoneyRefusals.withoutScope(failure)));
    } else {
      desk.refuse(asking, channel, failure);
    }
  }

  /** Reacts to a list of uploads that failed: other reports of the channel go on. */
  void notListed(Asking asking, OpenChannel channel, FetchException failed) {
    Failure failure = ListingDesk.ofListing(failed.failure());
    if (failed instanceof FetchException.Unavailable later) {
      memory.tried();
      listAgainOrFail(asking, failure, later.retryAfter());
    } else if (failed instanceof FetchException.TooFast rate) {
      memory.dataPacer().tooFast();
      listAgainOrFail(asking, failure, rate.retryAfter());
    } else if (failed instanceof FetchException.TokenRejected) {
      rejected(asking, channel, failed.failure());
    } else {
      if (failed instanceof FetchException.DayQuotaUsed
          || failed instanceof FetchException.ClientRefused) {
        memory.listings().stop(failure);
      }
      memory.listings().refuse(channel.ref(), failure);
      ledger.failed(asking, failure);
    }
  }

  private void listAgainOrFail(Asking asking, Failure failure, Duration retryAfter) {
    OptionalLong due = retries.next(asking.tried, asking.firstSentNanos, retryAfter);
    if (due.isPresent()) {
      listings.queue().addAgain(asking, due.getAsLong());
    } else {
      memory.listings().refuse(asking.channel(), failure);
      ledger.failed(asking, failure);
    }
  }

  /** What was answered cannot be right: half of it may be. */
  void contradicted(Asking asking, String difference) {
    if (asking.halve()) {
      queue.addAgain(asking, time.nanos());
    } else {
      ledger.failed(asking, Failure.of(Cause.BAD_RESPONSE, difference));
    }
  }

  /** Ends a report of a channel; if the channel itself has failed meanwhile, with that. */
  void refuseReport(MoneyRefusals.Refusal refusal) {
    Asking asking = refusal.asking();
    Shard shard = asking.work.shard();
    Failure ofChannel = memory.channel(shard.channel()).failure;
    Failure failure = ofChannel == null ? refusal.failure() : ofChannel;
    memory.refuse(shard.channel(), shard.report(), failure);
    ledger.failed(asking, failure);
  }

  private void refused(Asking asking, Failure failure) {
    if (failure.cause() == Cause.QUERY_UNSUPPORTED && (asking.halve() || asking.leaveOut())) {
      goOn(asking);
      return;
    }
    MoneyRefusals.Refusal refusal = new MoneyRefusals.Refusal(asking, failure);
    if (!asking.work.monetary() || !moneyRefusals.await(asking.channel(), refusal)) {
      refuseReport(refusal);
    }
  }

  private void goOn(Asking asking) {
    if (asking.whole() == null) {
      queue.addAgain(asking, time.nanos());
    } else {
      ledger.answered(asking);
    }
  }

  private void repeatOrFail(Asking asking, Failure failure, Duration retryAfter) {
    OptionalLong due = retries.next(asking.tried, asking.firstSentNanos, retryAfter);
    if (due.isPresent()) {
      queue.addAgain(asking, due.getAsLong());
    } else {
      ledger.failed(asking, failure);
    }
  }
}
