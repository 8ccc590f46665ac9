// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait for their channel: until it is open, while its token is renewed, and while it
 * is in doubt whose channel it is. One call a channel, however many requests wait.
 */
final class ChannelGate {
  private final ChannelAuthorizer opener;
  private final WorkerState memory;
  private final SchedulerClock time;
  private final SchedulerListener listener;
  private final InFlightCalls calls;
  private final RetrySchedule retries;
  private final Waiters waiters;
  private final PriorityQueue<Opening> openings =
      new PriorityQueue<>(Comparator.comparingLong((Opening opening) -> opening.due));
  private final Map<ChannelRef, List<PendingRequest>> waiting = new HashMap<>();

  /** Of records whose channel only Google can name: the first of a channel is to speak for it. */
  private final OrderedCompletion<WorkerState.ChannelState> naming = new OrderedCompletion<>();

  /** What becomes of requests when their wait is over. */
  interface Waiters {
    /** Its channel is open. */
    void released(PendingRequest asking);

    /** Its channel will not open. */
    void refused(PendingRequest asking, Failure failure);
  }

  /** A channel that is to be opened, or to get another token, and how often that was tried. */
  private static final class Opening {
    final WorkerState.ChannelState state;
    final @Nullable AuthorizedChannel worn;
    int tried;
    long firstTried;
    long due;

    Opening(WorkerState.ChannelState state, @Nullable AuthorizedChannel worn) {
      this.state = state;
      this.worn = worn;
    }
  }

  ChannelGate(SchedulerContext tools, InFlightCalls calls, RetrySchedule retries, Waiters waiters) {
    this.opener = tools.opener();
    this.memory = tools.memory();
    this.time = tools.time();
    this.listener = tools.listener();
    this.calls = calls;
    this.retries = retries;
    this.waiters = waiters;
  }

  /** Whether requests of this channel have to wait: for a first token, another one, or a word. */
  boolean isClosed(WorkerState.ChannelState state) {
    AuthorizedChannel open = state.open;
    return open == null
        || waiting.containsKey(state.ref)
        || !time.now().isBefore(open.grant().usableUntil());
  }

  /** Lets requests wait until their channel is open, and sees to it that it is opened. */
  void await(WorkerState.ChannelState state, List<PendingRequest> askings) {
    await(state, askings, 0);
  }

  private void await(WorkerState.ChannelState state, List<PendingRequest> askings, long due) {
    if (firstToWait(state.ref, askings)) {
      if (state.identity() == null) {
        naming.take(state);
      }
      Opening opening = new Opening(state, state.open);
      opening.due = due;
      openings.add(opening);
    }
  }

  /** Begins to open a channel whose turn it is, and tells whether there was one. */
  boolean openNext() {
    if (untilDue(time.nanos()) > 0) {
      return false;
    }
    Opening opening = openings.remove();
    Failure stopped = memory.stopped();
    if (stopped == null) {
      open(opening);
    } else {
      settle(opening.state, null, stopped);
    }
    return true;
  }

  /** Gives up on finding out whose channels these are: it must not go on using quota. */
  void cancel() {
    opener.cancel();
  }

  /** Nanoseconds until a channel is to be opened; {@link Long#MAX_VALUE} if none is. */
  long untilDue(long now) {
    Opening first = openings.peek();
    return first == null ? Long.MAX_VALUE : first.due - now;
  }

  /** How many channels are waited for. */
  int backlog() {
    return openings.size() + waiting.size();
  }

  /** Gets another token in the place of one that was refused, if nobody has done so yet. */
  void renew(AuthorizedChannel channel) {
    WorkerState.ChannelState state = memory.channel(channel.ref());
    if (channel.equals(state.open)) {
      await(state, List.of(), 0);
    }
  }

  /** The same at {@code due}, and lets a request wait for it, and all others of the channel. */
  void renew(PendingRequest asking, AuthorizedChannel channel, long due) {
    WorkerState.ChannelState state = memory.channel(channel.ref());
    if (channel.equals(state.open)) {
      await(state, List.of(asking), due);
    } else {
      waiters.released(asking);
    }
  }

  /** Gives a channel up whose tokens are refused however new they are. */
  void refuse(PendingRequest asking, AuthorizedChannel channel, Failure failure) {
    Failure still = stillRefused(failure);
    waiters.refused(asking, still);
    settle(memory.channel(channel.ref()), null, still);
  }

  /** The refresh token lives, or there were no fresh access token to be refused. */
  private static Failure stillRefused(Failure unauthorized) {
    return unauthorized.with(
        unauthorized.cause(),
        "the API refuses an access token that was refreshed a moment ago: "
            + unauthorized.message(),
        "Run again later. If it stays, see whether the account is suspended or lost its channel;"
            + " else let the channel's owner consent again.");
  }

  /** Asks whose channel it is; until that is known, nothing more is asked of it. */
  void explain(
      PendingRequest asking, AuthorizedChannel channel, ApiException.ChannelRefused refused) {
    WorkerState.ChannelState state = memory.channel(channel.ref());
    if (state.failure != null) {
      waiters.refused(asking, state.failure);
    } else if (firstToWait(state.ref, List.of(asking))) {
      calls.begin(
          () -> opener.explain(channel, refused),
          (failure, failed) -> settle(state, null, failure == null ? refused.failure() : failure));
    }
  }

  /** Lets requests wait for their channel, and tells whether no other of it waits already. */
  private boolean firstToWait(ChannelRef ref, List<PendingRequest> askings) {
    boolean first = !waiting.containsKey(ref);
    waiting.computeIfAbsent(ref, unused -> new ArrayList<>()).addAll(askings);
    return first;
  }

  private void open(Opening opening) {
    WorkerState.ChannelState state = opening.state;
    AuthorizedChannel worn = opening.worn;
    if (opening.tried++ == 0) {
      opening.firstTried = time.nanos();
    }
    calls.begin(
        () -> worn == null ? opener.open(state.ref) : opener.renew(worn, worn.grant().token()),
        (channel, failed) -> {
          if (channel != null) {
            memory.clientTaken();
            if (memory.learnsOfUnsaved(channel.grant())) {
              listener.unsaved();
            }
            settle(state, channel, null);
          } else if (failed != null) {
            notOpened(opening, failed);
          }
        });
  }

  private void notOpened(Opening opening, ApiException failed) {
    WorkerState.ChannelState state = opening.state;
    if (failed instanceof ApiException.Unavailable later) {
      memory.tried();
      OptionalLong due = retries.next(opening.tried, opening.firstTried, later.retryAfter());
      if (due.isPresent()) {
        opening.due = due.getAsLong();
        openings.add(opening);
        naming.leave(state);
        return;
      }
    } else if (failed instanceof ApiException.ClientRefused refused) {
      if (memory.stops(state.ref, refused)) {
        memory.stop(refused.failure());
      }
    } else {
      memory.clientTaken();
      memory.tried();
    }
    settle(state, null, failed.failure());
  }

  /** Ends the wait for a channel, when its turn has come. */
  private void settle(
      WorkerState.ChannelState state,
      @Nullable AuthorizedChannel channel,
      @Nullable Failure failure) {
    naming.goOn(state, () -> release(state, channel, failure));
  }

  /** Lets a channel's requests go on or end; one that has failed meanwhile stays so. */
  private void release(
      WorkerState.ChannelState state,
      @Nullable AuthorizedChannel channel,
      @Nullable Failure failure) {
    if (state.failure == null) {
      state.failure = failure;
      state.open = channel == null ? state.open : channel;
    }
    List<PendingRequest> askings = waiting.remove(state.ref);
    for (PendingRequest asking : askings == null ? List.<PendingRequest>of() : askings) {
      asking.work.channel = state.open;
      if (state.failure == null) {
        waiters.released(asking);
      } else {
        waiters.refused(asking, state.failure);
      }
    }
  }
}
