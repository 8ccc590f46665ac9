// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.pace.ChannelPacers;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.ReportClient;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.Shard;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests whose turn it is, each at the pace of its API and of its channel, unless something
 * was learned meanwhile that makes it needless.
 */
final class RequestDispatcher {
  private final ReportClient client;
  private final WorkerState memory;
  private final SchedulerClock time;
  private final SchedulerListener listener;
  private final InFlightCalls calls;
  private final RequestQueue queue;
  private final RequestPacer pacer;
  private final ChannelPacers paces;
  private final DailyQuota budget;
  private final DailyQuota units;
  private final ChannelGate desk;
  private final UploadsGate listings;
  private final FailureHandler reactions;
  private final CompletionTracker ledger;

  RequestDispatcher(
      SchedulerContext tools,
      InFlightCalls calls,
      RequestQueue queue,
      RequestPacer pacer,
      ChannelPacers paces,
      DailyQuota budget,
      DailyQuota units,
      ChannelGate desk,
      UploadsGate listings,
      FailureHandler reactions,
      CompletionTracker ledger) {
    this.client = tools.client();
    this.memory = tools.memory();
    this.time = tools.time();
    this.listener = tools.listener();
    this.calls = calls;
    this.queue = queue;
    this.pacer = pacer;
    this.paces = paces;
    this.budget = budget;
    this.units = units;
    this.desk = desk;
    this.listings = listings;
    this.reactions = reactions;
    this.ledger = ledger;
  }

  /** Deals with a request whose turn it is, and tells whether there was one. */
  boolean sendNext() {
    return sendNext(queue, pacer) || sendNext(listings.queue(), memory.dataPacer());
  }

  /** Nanoseconds until there will be something to deal with, if no answer comes before. */
  long untilNext() {
    long now = time.nanos();
    return Math.min(
        untilNext(queue, pacer, now), untilNext(listings.queue(), memory.dataPacer(), now));
  }

  /** Whether a request could be sent, were it not for the pace. */
  boolean isPaced() {
    return queue.peek(time.nanos()) != null;
  }

  private static long untilNext(RequestQueue queue, RequestPacer pace, long now) {
    return queue.peek(now) == null ? queue.untilDue(now) : pace.untilNext();
  }

  private boolean sendNext(RequestQueue from, RequestPacer pace) {
    long now = time.nanos();
    PendingRequest asking = from.peek(now);
    if (asking == null) {
      return false;
    }
    Failure failure = knownFailure(asking);
    if (failure == null && pace.untilNext() > 0) {
      return false;
    }
    from.remove(now);
    WorkerState.ChannelState state = memory.channel(asking.channel());
    AuthorizedChannel channel = state.open;
    if (failure != null) {
      ledger.failed(asking, failure);
    } else if (channel == null || desk.isClosed(state)) {
      desk.await(state, List.of(asking));
    } else if (asking.listing) {
      list(asking, channel);
    } else if (paces.untilNext(channel.identity().channelId()) > 0) {
      from.addAgain(asking, now + paces.untilNext(channel.identity().channelId()));
    } else {
      ask(asking, channel);
    }
    return true;
  }

  /** Why this need not be asked any more: something learned since it was claimed. */
  private @Nullable Failure knownFailure(PendingRequest asking) {
    Shard shard = asking.work.shard();
    ChannelRef ref = shard.channel();
    Failure ofChannel = memory.channel(ref).failure;
    if (ofChannel != null) {
      return ofChannel;
    }
    Failure ofReport = memory.refusal(ref, shard.report());
    Failure ofRun = ofReport == null ? memory.stopped() : ofReport;
    if (ofRun != null) {
      return ofRun;
    }
    if (asking.listing) {
      Failure ofListing = memory.listings().refusal(ref);
      return ofListing != null || units.allows(asking.isReserved()) ? ofListing : units.exceeded();
    }
    return budget.allows(asking.isReserved()) ? null : budget.exceeded();
  }

  private void ask(PendingRequest asking, AuthorizedChannel channel) {
    RequestPacer.Sent sent = pacer.use();
    paces.use(channel.identity().channelId());
    budget.use();
    budget.release(asking.useReserved());
    boolean again = asking.tried(time);
    listener.sent(again);
    asking.sent++;
    asking.sentAgain += again ? 1 : 0;
    calls.begin(
        () -> client.fetch(asking.part(), channel.identity(), channel.grant().token()),
        (table, failed) -> {
          if (table != null) {
            sent.answered();
            answered(asking, channel, table);
          } else if (failed != null) {
            reactions.notAnswered(asking, channel, failed);
          }
        });
  }

  private void list(PendingRequest asking, AuthorizedChannel channel) {
    RequestPacer.Sent unused = memory.dataPacer().use();
    units.use();
    listener.listed(asking.tried(time));
    listings.ask(asking, channel);
  }

  private void answered(PendingRequest asking, AuthorizedChannel channel, ReportResponse table) {
    memory.answered();
    memory.channel(channel.ref()).answered = true;
    pacer.answered();
    paces.answered(channel.identity().channelId());
    Optional<String> difference = asking.add(table);
    if (difference.isPresent()) {
      reactions.contradicted(asking, difference.get());
    } else if (asking.whole() == null) {
      queue.addAgain(asking, time.nanos());
    } else {
      ledger.answered(asking);
    }
  }
}
