// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.pace.ChannelPacers;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.youtube.ApiException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a lane does about a call that was not answered, and how far that reaches: this request, this
 * report of the channel, the channel, or the run.
 */
final class FailureHandler {
  /** So often is a request refused a token before a channel that never answered is given up. */
  private static final int MAX_TOKEN_REJECTIONS = 3;

  private final WorkerState memory;
  private final SchedulerClock time;
  private final RequestPacer pacer;
  private final ChannelPacers paces;
  private final RetrySchedule retries;
  private final RequestQueue queue;
  private final UploadsGate listings;
  private final ChannelGate desk;
  private final MonetaryRefusals moneyRefusals;
  private final CompletionTracker ledger;

  FailureHandler(
      SchedulerContext tools,
      RequestPacer pacer,
      ChannelPacers paces,
      RetrySchedule retries,
      RequestQueue queue,
      UploadsGate listings,
      ChannelGate desk,
      MonetaryRefusals moneyRefusals,
      CompletionTracker ledger) {
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
  void notAnswered(PendingRequest asking, AuthorizedChannel channel, ApiException failed) {
    Failure failure = failed.failure();
    ChannelRef ref = channel.ref();
    if (failed instanceof ApiException.Unavailable later) {
      memory.tried();
      repeatOrFail(asking, failure, later.retryAfter());
    } else if (failed instanceof ApiException.TooFast rate) {
      memory.answered();
      if (rate.ofUser()) {
        paces.tooFast(channel.identity().channelId());
      } else {
        pacer.tooFast();
      }
      repeatOrFail(asking, failure, rate.retryAfter());
    } else if (failed instanceof ApiException.DayQuotaUsed) {
      memory.stop(failure);
      ledger.failed(asking, failure);
    } else if (failed instanceof ApiException.ClientRefused refused) {
      if (memory.stops(ref, refused)) {
        memory.stop(failure);
      }
      ledger.failed(asking, failure);
    } else if (failed instanceof ApiException.TokenRejected) {
      rejected(asking, channel, failure);
    } else if (failed instanceof ApiException.ChannelRefused refused) {
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
  private void rejected(PendingRequest asking, AuthorizedChannel channel, Failure failure) {
    if (!asking.renewed) {
      asking.renewed = true;
      desk.renew(asking, channel, time.nanos());
      return;
    }
    boolean answered = memory.channel(channel.ref()).answered;
    boolean ofMoney = asking.work.monetary() && !asking.listing;
    boolean mayPass =
        (answered || asking.tried < MAX_TOKEN_REJECTIONS)
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
      refuseReport(new MonetaryRefusals.Refusal(asking, MonetaryRefusals.withoutScope(failure)));
    } else {
      desk.refuse(asking, channel, failure);
    }
  }

  /** Reacts to a list of uploads that failed: other reports of the channel go on. */
  void notListed(PendingRequest asking, AuthorizedChannel channel, ApiException failed) {
    Failure failure = UploadsListing.failure(failed.failure());
    if (failed instanceof ApiException.Unavailable later) {
      memory.tried();
      listAgainOrFail(asking, failure, later.retryAfter());
    } else if (failed instanceof ApiException.TooFast rate) {
      memory.dataPacer().tooFast();
      listAgainOrFail(asking, failure, rate.retryAfter());
    } else if (failed instanceof ApiException.TokenRejected) {
      rejected(asking, channel, failed.failure());
    } else {
      if (failed instanceof ApiException.DayQuotaUsed
          || failed instanceof ApiException.ClientRefused) {
        memory.listings().stop(failure);
      }
      memory.listings().refuse(channel.ref(), failure);
      ledger.failed(asking, failure);
    }
  }

  private void listAgainOrFail(PendingRequest asking, Failure failure, Duration retryAfter) {
    OptionalLong due = retries.next(asking.tried, asking.firstSentNanos, retryAfter);
    if (due.isPresent()) {
      listings.queue().addAgain(asking, due.getAsLong());
    } else {
      memory.listings().refuse(asking.channel(), failure);
      ledger.failed(asking, failure);
    }
  }

  /** What was answered cannot be right: half of it may be. */
  void contradicted(PendingRequest asking, String difference) {
    if (asking.halve()) {
      queue.addAgain(asking, time.nanos());
    } else {
      ledger.failed(asking, Failure.of(Cause.BAD_RESPONSE, difference));
    }
  }

  /** Ends a report of a channel; if the channel itself has failed meanwhile, with that. */
  void refuseReport(MonetaryRefusals.Refusal refusal) {
    PendingRequest asking = refusal.asking();
    Shard shard = asking.work.shard();
    Failure ofChannel = memory.channel(shard.channel()).failure;
    Failure failure = ofChannel == null ? refusal.failure() : ofChannel;
    memory.refuse(shard.channel(), shard.report(), failure);
    ledger.failed(asking, failure);
  }

  private void refused(PendingRequest asking, Failure failure) {
    if (failure.cause() == Cause.QUERY_UNSUPPORTED && (asking.halve() || asking.leaveOut())) {
      goOn(asking);
      return;
    }
    MonetaryRefusals.Refusal refusal = new MonetaryRefusals.Refusal(asking, failure);
    if (!asking.work.monetary() || !moneyRefusals.await(asking.channel(), refusal)) {
      refuseReport(refusal);
    }
  }

  private void goOn(PendingRequest asking) {
    if (asking.whole() == null) {
      queue.addAgain(asking, time.nanos());
    } else {
      ledger.answered(asking);
    }
  }

  private void repeatOrFail(PendingRequest asking, Failure failure, Duration retryAfter) {
    OptionalLong due = retries.next(asking.tried, asking.firstSentNanos, retryAfter);
    if (due.isPresent()) {
      queue.addAgain(asking, due.getAsLong());
    } else {
      ledger.failed(asking, failure);
    }
  }
}
