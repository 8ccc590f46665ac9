// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.access.ChannelAuthorizer.Owner;
import io.analytix.beam.internal.access.ChannelChecker;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.schedule.ChannelStates.ChannelState;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait for their channel: until it is known which token record is used for it, until
 * it has a token, while that is refreshed, and while a request finds out whose it is. One call per
 * channel, however many requests wait. {@link #poll} returns those whose wait is over.
 */
final class ChannelGate {
  private static final int MAX_REFUSED_REPORTS = 2;

  private static final String OWN_CHANNEL =
      "The consent is of this channel: leave the report out for it. If Google refuses all reports"
          + " of the channel, check whether its account is suspended.";

  private final ChannelAuthorizer authorizer;
  private final ChannelStates channels;
  private final RequestHistory history;
  private final ChannelClaims claims;
  private final SchedulerClock clock;
  private final SchedulerListener listener;
  private final InFlightCalls calls;
  private final RetrySchedule retries;
  private final PriorityQueue<Opening> openings =
      new PriorityQueue<>(Comparator.comparingLong((Opening opening) -> opening.due));
  private final Map<ChannelRef, List<PendingRequest>> waiting = new HashMap<>();
  private final Deque<Passed> passed = new ArrayDeque<>();

  /** Refused requests that wait until it is known whose channel it is. */
  private final Map<ChannelRef, List<Passed>> refusals = new HashMap<>();

  /** Of records whose channel only Google knows, the first of a channel is to be used for it. */
  private final OrderedCompletion<ChannelState> identifications = new OrderedCompletion<>();

  /**
   * A request whose wait is over.
   *
   * @param failure why it cannot be sent, null if its channel has a token
   */
  record Passed(PendingRequest request, @Nullable Failure failure) {}

  /** A channel that is to get a token, or another one, and how often that was tried. */
  private static final class Opening {
    final ChannelState state;
    final @Nullable AuthorizedChannel rejected;
    int attempts;
    long firstAttempt;
    long due;

    Opening(ChannelState state, @Nullable AuthorizedChannel rejected, long due) {
      this.state = state;
      this.rejected = rejected;
      this.due = due;
    }
  }

  ChannelGate(SchedulerContext context, InFlightCalls calls, RetrySchedule retries) {
    this.authorizer = context.authorizer();
    this.channels = context.state().channels();
    this.history = context.state().history();
    this.claims = new ChannelClaims(channels);
    this.clock = context.clock();
    this.listener = context.listener();
    this.calls = calls;
    this.retries = retries;
  }

  /** Requests with this record are to end; {@link #ended} is to be called for each. */
  void begun(ChannelRef ref, int requests) {
    claims.begun(ref, requests);
  }

  /** A request with this record has ended: others of the same channel may have waited for that. */
  void ended(ChannelRef ref, boolean succeeded) {
    ChannelClaims.Ruling ruling = claims.ended(ref, succeeded);
    if (ruling == null) {
      return;
    }
    ChannelRef takenBy = ruling.takenBy();
    if (takenBy != null) {
      refuse(ruling.requests(), takenBy);
    } else {
      ruling
          .requests()
          .forEach(request -> proceed(channels.of(request.channel()), List.of(request)));
    }
  }

  /** Takes in requests of one channel. */
  void admit(ChannelState state, List<PendingRequest> requests) {
    if (requests.isEmpty()) {
      return;
    }
    ChannelIdentity identity = state.identity();
    ChannelClaims.Admission admission =
        identity == null
            ? ChannelClaims.Admission.GRANTED
            : claims.admit(identity, state.ref(), requests);
    if (admission == ChannelClaims.Admission.GRANTED) {
      proceed(state, requests);
    } else if (admission == ChannelClaims.Admission.TAKEN && identity != null) {
      refuse(requests, channels.holder(identity));
    }
  }

  private void proceed(ChannelState state, List<PendingRequest> requests) {
    AuthorizedChannel channel = state.authorized();
    if (channel == null) {
      await(state, requests, 0);
      return;
    }
    for (PendingRequest request : requests) {
      request.shard.authorized(channel);
      passed.add(new Passed(request, null));
    }
  }

  private void refuse(List<PendingRequest> requests, @Nullable ChannelRef usedRecord) {
    for (PendingRequest request : requests) {
      ChannelState state = channels.of(request.channel());
      ChannelIdentity identity = state.identity();
      if (identity != null && usedRecord != null) {
        state.fail(ChannelChecker.duplicateRecord(identity, usedRecord));
      }
      if (state.failure() != null) {
        passed.add(new Passed(request, state.failure()));
      }
    }
  }

  /** The next request whose wait is over, null if there is none. */
  @Nullable Passed poll() {
    return passed.poll();
  }

  /** Whether requests of this channel have to wait. */
  boolean isClosed(ChannelState state) {
    AuthorizedChannel channel = state.authorized();
    return channel == null
        || waiting.containsKey(state.ref())
        || !clock.now().isBefore(channel.grant().usableUntil());
  }

  /** Lets requests wait until their channel has a token, which is requested at {@code due}. */
  void await(ChannelState state, List<PendingRequest> requests, long due) {
    if (isFirst(state.ref(), requests)) {
      if (state.identity() == null) {
        identifications.begin(state);
      }
      openings.add(new Opening(state, state.authorized(), due));
    }
  }

  /** Lets requests wait; returns whether no other of the channel waits already. */
  private boolean isFirst(ChannelRef ref, List<PendingRequest> requests) {
    boolean first = !waiting.containsKey(ref);
    waiting.computeIfAbsent(ref, any -> new ArrayList<>()).addAll(requests);
    return first;
  }

  /** Begins to open the channel that is due; returns whether there was one. */
  boolean openNext() {
    Failure stopped = history.stopped();
    if (openings.isEmpty() || (stopped == null && untilDue(clock.nanos()) > 0)) {
      return false;
    }
    Opening opening = openings.remove();
    if (stopped == null) {
      open(opening);
    } else {
      settle(opening.state, null, stopped);
    }
    return true;
  }

  /** Nanoseconds until a channel is to be opened; {@link Long#MAX_VALUE} if none is. */
  long untilDue(long now) {
    Opening first = openings.peek();
    return first == null ? Long.MAX_VALUE : first.due - now;
  }

  /** How many channels have requests that wait. */
  int backlog() {
    return openings.size() + waiting.size();
  }

  /** Cancels the calls that find out whose channels these are: they must not use more quota. */
  void cancel() {
    authorizer.cancel();
  }

  /** Replaces a rejected token at {@code due}; these and all other requests of it wait for that. */
  void refresh(List<PendingRequest> requests, AuthorizedChannel channel, long due) {
    ChannelState state = channels.of(channel.ref());
    if (channel.equals(state.authorized())) {
      await(state, requests, due);
    } else {
      admit(state, requests);
    }
  }

  /** Fails a channel, with all requests that wait for it. */
  void fail(ChannelRef ref, Failure failure) {
    settle(channels.of(ref), null, failure);
  }

  /**
   * Fails what a refusal concerns: the channel if the consent does not suffice or the tokens belong
   * to another channel, otherwise the report. Finds out whose channel it is, once; meanwhile
   * nothing more is sent for it.
   */
  void refused(
      PendingRequest request, AuthorizedChannel channel, ApiException.ChannelRefused refused) {
    ChannelState state = channels.of(channel.ref());
    Passed refusal = new Passed(request, refused.failure());
    if (!refused.whoseChannel()) {
      settle(state, null, refused.failure());
    }
    if (state.failure() != null || state.owner() != null) {
      refuse(state, refusal);
    } else if (refusals.containsKey(state.ref())) {
      refusals.get(state.ref()).add(refusal);
    } else {
      refusals.put(state.ref(), new ArrayList<>(List.of(refusal)));
      boolean closed = isFirst(state.ref(), List.of());
      calls.begin(
          () -> authorizer.explain(channel, refused.failure()),
          (explanation, unexpected) -> explained(state, explanation, closed));
    }
  }

  private void explained(
      ChannelState state, ChannelAuthorizer.@Nullable Explanation explanation, boolean closed) {
    Owner owner = explanation == null ? Owner.UNKNOWN : explanation.owner();
    state.explained(owner);
    if (explanation != null && owner == Owner.OTHER) {
      settle(state, null, explanation.failure());
    }
    Objects.requireNonNull(refusals.remove(state.ref())).forEach(one -> refuse(state, one));
    if (closed) {
      settle(state, null, null);
    }
  }

  /**
   * Fails a report; if the channel of the tokens is unknown, several refused reports and no success
   * mean that the channel is refused.
   */
  private void refuse(ChannelState state, Passed refusal) {
    Failure refused = Objects.requireNonNull(refusal.failure());
    Failure failure =
        state.owner() == Owner.SAME
            ? refused.with(refused.cause(), refused.message(), OWN_CHANNEL)
            : refused;
    if (state.failure() == null) {
      int reports = state.refuseForChannel(refusal.request().shard.shard().report(), failure);
      if (state.owner() == Owner.UNKNOWN
          && !state.hasSucceeded()
          && reports >= MAX_REFUSED_REPORTS) {
        settle(state, null, failure);
      }
    }
    passed.add(new Passed(refusal.request(), state.failure() == null ? failure : state.failure()));
  }

  private void open(Opening opening) {
    ChannelState state = opening.state;
    AuthorizedChannel rejected = opening.rejected;
    if (opening.attempts++ == 0) {
      opening.firstAttempt = clock.nanos();
    }
    calls.begin(
        () ->
            rejected == null
                ? authorizer.open(state.ref())
                : authorizer.renew(rejected, rejected.grant().token()),
        (channel, failed) -> {
          if (channel != null) {
            if (channels.isNewlyUnsaved(channel.grant())) {
              listener.unsaved();
            }
            settle(state, channel, null);
          } else if (failed != null) {
            openFailed(opening, failed);
          }
        });
  }

  private void openFailed(Opening opening, ApiException failed) {
    ChannelState state = opening.state;
    if (history.isInterrupted()) {
      settle(state, null, history.stopped());
      return;
    }
    if (failed instanceof ApiException.Unavailable later) {
      history.inconclusive();
      OptionalLong due = retries.next(opening.attempts, opening.firstAttempt, later.retryAfter());
      if (due.isPresent()) {
        opening.due = due.getAsLong();
        openings.add(opening);
        identifications.leave(state);
        return;
      }
    } else if (failed instanceof ApiException.ClientRefused refused) {
      history.stop(refused.failure());
    } else {
      history.inconclusive();
    }
    settle(state, null, failed.failure());
  }

  /** Ends the wait for a channel, once those before it are identified. */
  private void settle(
      ChannelState state, @Nullable AuthorizedChannel channel, @Nullable Failure failure) {
    identifications.complete(state, () -> release(state, channel, failure));
  }

  private void release(
      ChannelState state, @Nullable AuthorizedChannel channel, @Nullable Failure failure) {
    if (failure != null) {
      state.fail(failure);
    }
    if (channel != null) {
      state.authorize(channel);
    }
    List<PendingRequest> requests = waiting.remove(state.ref());
    for (PendingRequest request : requests == null ? List.<PendingRequest>of() : requests) {
      AuthorizedChannel open = state.authorized();
      Failure known = state.failure();
      if (open != null) {
        request.shard.authorized(open);
      }
      if (known == null) {
        admit(state, List.of(request));
      } else {
        passed.add(new Passed(request, known));
      }
    }
  }
}
