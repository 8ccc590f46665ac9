// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.ShardPlanner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of a lane: opens channels, sends requests at the lane's pace, keeps its window full,
 * and hands out finished shards on the calling thread.
 *
 * <p>Everything that decides happens on that thread. Answers come back as events; a request that
 * failed for now waits in the same queue as one that was never sent and takes a slot like it.
 * Shards are claimed a little ahead of being sent, so that a channel is open when its turn comes;
 * after the stretch nothing more is claimed and what was claimed is finished.
 */
public final class LaneRun {
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  private final String runId;
  private final List<Shard> shards;
  private final ShardPlanner planner;
  private final LaneSettings settings;
  private final ReportClient client;
  private final ChannelOpener opener;
  private final LaneMemory memory;
  private final LaneTime time;
  private final RandomGenerator random;
  private final LaneListener listener;
  private final Pacer pacer;
  private final long stopClaiming;

  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Map<Long, CompletableFuture<?>> inFlight = new HashMap<>();
  private long calls;
  private final PriorityQueue<Opening> openings =
      new PriorityQueue<>(Comparator.comparingLong((Opening o) -> o.due));
  private final Deque<ShardWork.Asking> ready = new ArrayDeque<>();
  private final PriorityQueue<ShardWork.Asking> again =
      new PriorityQueue<>(Comparator.comparingLong((ShardWork.Asking a) -> a.due));
  private final Map<ChannelRef, List<ShardWork.Asking>> waiting = new HashMap<>();
  private final List<ShardWork> finished = new ArrayList<>();
  private final MoneyRefusals moneyRefusals = new MoneyRefusals();
  private int unfinished;

  /** A channel that is to be opened, or to get another token, and how often that was tried. */
  private static final class Opening {
    final LaneMemory.ChannelState state;
    final @Nullable OpenChannel worn;
    int tried;
    long firstTried;
    long due;

    Opening(LaneMemory.ChannelState state, @Nullable OpenChannel worn) {
      this.state = state;
      this.worn = worn;
    }
  }

  /**
   * A stretch of the lane of these shards.
   *
   * @param notBefore the lane's next slot, as the last stretch left it
   * @param memory what earlier stretches learned on this worker
   */
  public LaneRun(
      String runId,
      List<Shard> shards,
      ShardPlanner planner,
      LaneSettings settings,
      Instant notBefore,
      ReportClient client,
      ChannelOpener opener,
      LaneMemory memory,
      LaneTime time,
      RandomGenerator random,
      LaneListener listener) {
    this.runId = runId;
    this.shards = shards;
    this.planner = planner;
    this.settings = settings;
    this.client = client;
    this.opener = opener;
    this.memory = memory;
    this.time = time;
    this.random = random;
    this.listener = listener;
    this.pacer = memory.pacer(() -> new Pacer(settings.perMinute(), notBefore, time));
    this.stopClaiming = time.nanos() + settings.stretch().toNanos();
  }

  /** The wall-clock time of the next slot: what a pause carries over. */
  public Instant nextSlot() {
    return pacer.nextSlot();
  }

  /**
   * Works from shard {@code next} and returns the first one that was not claimed, {@code end} if
   * all were.
   *
   * @param claim asked before a shard is begun; must not refuse
   */
  public int run(int next, int end, IntPredicate claim, Consumer<ShardAnswers> out)
      throws InterruptedException {
    int claimed = next;
    try {
      while (true) {
        boolean more = claimed < end && time.nanos() < stopClaiming;
        if (!more && unfinished == 0) {
          return claimed;
        }
        if (more && backlog() < window()) {
          if (!claim.test(claimed)) {
            throw new IllegalStateException("the tracker refused shard " + claimed);
          }
          begin(shards.get(claimed++));
        } else if (!open() && !send()) {
          await();
        }
        drain();
        hand(out);
      }
    } finally {
      inFlight.values().forEach(call -> call.cancel(true));
    }
  }

  /** What is claimed and not yet on its way; repetitions wait long, so they count for less. */
  private int backlog() {
    return ready.size() + openings.size() + waiting.size() + again.size() / 4;
  }

  private int window() {
    return memory.proven() ? settings.maxInFlight() : 1;
  }

  private boolean full() {
    return inFlight.size() >= window();
  }

  private void hand(Consumer<ShardAnswers> out) {
    finished.forEach(work -> out.accept(work.result()));
    finished.clear();
  }

  private void drain() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  private void begin(Shard shard) {
    ShardWork work = new ShardWork(runId, shard, planner.requests(shard));
    unfinished++;
    ChannelRef ref = shard.channel();
    LaneMemory.ChannelState state = memory.channel(ref);
    String problem = ref.problem();
    if (problem != null) {
      state.failure = Failure.of(Cause.RECORD_INVALID, problem);
    }
    if (!work.monetary()) {
      moneyRefusals.begun(ref, work.askings().size());
    }
    Failure failure = memory.stopped() == null ? state.failure : memory.stopped();
    if (failure != null) {
      work.askings().forEach(asking -> endFailed(asking, failure));
    } else if (state.open != null) {
      work.channel = state.open;
      ready.addAll(work.askings());
    } else {
      awaitOpening(state, work.askings());
    }
  }

  /** Lets requests wait until their channel is open. */
  private void awaitOpening(LaneMemory.ChannelState state, List<ShardWork.Asking> askings) {
    if (firstToWait(state.ref, askings)) {
      openings.add(new Opening(state, state.open));
    }
  }

  /** Lets requests wait for their channel, and tells whether no other of it waits already. */
  private boolean firstToWait(ChannelRef ref, List<ShardWork.Asking> askings) {
    boolean first = !waiting.containsKey(ref);
    waiting.computeIfAbsent(ref, unused -> new ArrayList<>()).addAll(askings);
    return first;
  }

  private void end(ShardWork work, Outcome outcome) {
    listener.ended(outcome);
    if (work.finished()) {
      unfinished--;
      finished.add(work);
    }
    if (!work.monetary()) {
      moneyRefusals
          .ended(work.shard().channel(), outcome.cause() == null)
          .forEach(this::refuseReport);
    }
  }

  // Opening channels.

  private boolean open() {
    Opening opening = openings.peek();
    if (opening == null || full() || opening.due > time.nanos()) {
      return false;
    }
    openings.remove();
    LaneMemory.ChannelState state = opening.state;
    Failure failure = memory.stopped();
    if (failure != null) {
      opened(state, null, failure);
      return true;
    }
    OpenChannel worn = opening.worn;
    if (opening.tried++ == 0) {
      opening.firstTried = time.nanos();
    }
    call(
        () -> worn == null ? opener.open(state.ref) : opener.renew(worn, worn.grant().token()),
        (channel, failed) -> {
          if (channel != null) {
            memory.clientTaken();
            opened(state, channel, null);
          } else if (failed != null) {
            notOpened(opening, failed);
          }
        });
    return true;
  }

  private void notOpened(Opening opening, FetchException failed) {
    LaneMemory.ChannelState state = opening.state;
    if (failed instanceof FetchException.Unavailable later) {
      memory.tried();
      long due = retryAt(opening.tried, opening.firstTried, later.retryAfter());
      if (due >= 0) {
        opening.due = due;
        openings.add(opening);
        return;
      }
    } else if (failed instanceof FetchException.ClientRefused refused) {
      if (memory.stops(state.ref, refused)) {
        memory.stop(refused.failure());
      }
    } else {
      memory.clientTaken();
    }
    opened(state, null, failed.failure());
  }

  /** Ends the wait for a channel; one that has failed meanwhile stays so. */
  private void opened(
      LaneMemory.ChannelState state, @Nullable OpenChannel channel, @Nullable Failure failure) {
    if (state.failure == null) {
      state.failure = failure;
      state.open = channel == null ? state.open : channel;
    }
    List<ShardWork.Asking> askings = waiting.remove(state.ref);
    for (ShardWork.Asking asking : askings == null ? List.<ShardWork.Asking>of() : askings) {
      asking.work.channel = state.open;
      if (state.failure != null) {
        endFailed(asking, state.failure);
      } else if (asking.sent == 0) {
        ready.add(asking);
      } else {
        askAgain(asking, time.nanos());
      }
    }
  }

  // Asking for reports.

  private boolean send() {
    if (full()) {
      return false;
    }
    ShardWork.Asking repeat = again.peek();
    boolean due = repeat != null && repeat.due <= time.nanos();
    ShardWork.Asking asking = due ? repeat : ready.peek();
    if (asking == null) {
      return false;
    }
    LaneMemory.ChannelState state = memory.channel(asking.work.shard().channel());
    Failure failure = knownFailure(asking);
    boolean closed = failure == null && (waiting.containsKey(state.ref) || worn(state.open));
    if (failure == null && pacer.untilNext() > 0) {
      return false;
    }
    if (due) {
      again.remove();
    } else {
      ready.remove();
    }
    if (failure != null) {
      endFailed(asking, failure);
    } else if (closed) {
      awaitOpening(state, List.of(asking));
    } else {
      ask(asking);
    }
    return true;
  }

  private boolean worn(@Nullable OpenChannel channel) {
    return channel != null && !time.now().isBefore(channel.grant().usableUntil());
  }

  /** Why this need not be asked any more: something learned since it was claimed. */
  private @Nullable Failure knownFailure(ShardWork.Asking asking) {
    if (memory.stopped() != null) {
      return memory.stopped();
    }
    Shard shard = asking.work.shard();
    Failure ofChannel = memory.channel(shard.channel()).failure;
    return ofChannel != null ? ofChannel : memory.refusal(shard.channel(), shard.report());
  }

  private void ask(ShardWork.Asking asking) {
    OpenChannel channel = memory.channel(asking.work.shard().channel()).open;
    if (channel == null) {
      throw new IllegalStateException("asked before it was open: " + asking.request());
    }
    pacer.use();
    listener.sent(asking.sent > 0);
    if (asking.sent++ == 0) {
      asking.firstSentNanos = time.nanos();
      asking.startedAt = time.now();
    }
    call(
        () -> client.fetch(asking.request(), channel.identity(), channel.grant().token()),
        (table, failed) -> {
          if (table != null) {
            memory.answered();
            pacer.answered();
            end(asking.work, asking.work.answered(asking, table, time.now()));
          } else if (failed != null) {
            notAnswered(asking, channel, failed);
          }
        });
  }

  private void notAnswered(ShardWork.Asking asking, OpenChannel channel, FetchException failed) {
    Failure failure = failed.failure();
    ChannelRef ref = channel.ref();
    if (failed instanceof FetchException.Unavailable later) {
      memory.tried();
      repeatOrFail(asking, failure, later.retryAfter());
    } else if (failed instanceof FetchException.TooFast rate) {
      memory.answered();
      if (!rate.ofUser()) {
        pacer.tooFast();
      }
      repeatOrFail(asking, failure, rate.retryAfter());
    } else if (failed instanceof FetchException.DayQuotaUsed) {
      memory.stop(failure);
      endFailed(asking, failure);
    } else if (failed instanceof FetchException.ClientRefused refused) {
      if (memory.stops(ref, refused)) {
        memory.stop(failure);
      }
      endFailed(asking, failure);
    } else if (failed instanceof FetchException.TokenRejected) {
      renewOrFail(asking, channel, failure);
    } else if (failed instanceof FetchException.ChannelRefused refused) {
      memory.answered();
      explain(asking, channel, refused);
    } else {
      memory.answered();
      MoneyRefusals.Refusal refusal = new MoneyRefusals.Refusal(asking, failure);
      if (!asking.work.monetary() || !moneyRefusals.await(ref, refusal)) {
        refuseReport(refusal);
      }
    }
  }

  /** Ends a report of a channel; if the channel itself has failed meanwhile, with that. */
  private void refuseReport(MoneyRefusals.Refusal refusal) {
    ShardWork.Asking asking = refusal.asking();
    Shard shard = asking.work.shard();
    Failure ofChannel = memory.channel(shard.channel()).failure;
    Failure failure = ofChannel == null ? refusal.failure() : ofChannel;
    memory.refuse(shard.channel(), shard.report(), failure);
    endFailed(asking, failure);
  }

  private void endFailed(ShardWork.Asking asking, Failure failure) {
    end(asking.work, asking.work.failed(asking, failure, time.now()));
  }

  private void repeatOrFail(ShardWork.Asking asking, Failure failure, Duration retryAfter) {
    long due = retryAt(asking.sent, asking.firstSentNanos, retryAfter);
    if (due < 0) {
      endFailed(asking, failure);
    } else {
      askAgain(asking, due);
    }
  }

  private void askAgain(ShardWork.Asking asking, long due) {
    asking.due = due;
    again.add(asking);
  }

  /** When to try again, in nanoseconds of the lane's time; negative if not at all. */
  private long retryAt(int tried, long firstTried, Duration retryAfter) {
    RetryPolicy retries = settings.retries();
    long delay = Math.max(retries.delayNanos(tried, random), retryAfter.toNanos());
    long now = time.nanos();
    boolean late = now + delay - firstTried > retries.within().toNanos();
    return tried >= retries.attempts() || late ? -1 : Math.max(0, now + delay);
  }

  private void renewOrFail(ShardWork.Asking asking, OpenChannel channel, Failure failure) {
    LaneMemory.ChannelState state = memory.channel(channel.ref());
    if (asking.renewed) {
      endFailed(asking, failure);
      opened(state, null, failure);
    } else if (!channel.equals(state.open)) {
      asking.renewed = true;
      askAgain(asking, time.nanos());
    } else {
      asking.renewed = true;
      awaitOpening(state, List.of(asking));
    }
  }

  /** Asks whose channel it is; until that is known, nothing more is asked of it. */
  private void explain(
      ShardWork.Asking asking, OpenChannel channel, FetchException.ChannelRefused refused) {
    LaneMemory.ChannelState state = memory.channel(channel.ref());
    if (state.failure != null) {
      endFailed(asking, state.failure);
    } else if (firstToWait(state.ref, List.of(asking))) {
      call(
          () -> opener.explain(channel, refused),
          (failure, failed) -> opened(state, null, failure == null ? refused.failure() : failure));
    }
  }

  // Calls and waiting.

  /** Lets {@code then} have the result on the lane's thread. */
  private <T> void call(
      Supplier<CompletableFuture<T>> begin,
      BiConsumer<@Nullable T, @Nullable FetchException> then) {
    long number = calls++;
    CompletableFuture<T> call;
    try {
      call = begin.get();
    } catch (RuntimeException e) {
      call = CompletableFuture.failedFuture(e);
    }
    inFlight.put(number, call);
    CompletableFuture<T> unused =
        call.whenComplete(
            (value, failed) ->
                events.add(
                    () -> {
                      inFlight.remove(number);
                      then.accept(value, failed == null ? null : ChannelOpener.exception(failed));
                    }));
  }

  private void await() throws InterruptedException {
    long now = time.nanos();
    long wait = LONGEST_WAIT;
    boolean paced = false;
    if (!full()) {
      if (!openings.isEmpty()) {
        wait = Math.min(wait, openings.peek().due - now);
      }
      if (!again.isEmpty()) {
        wait = Math.min(wait, again.peek().due - now);
      }
      boolean toSend = !ready.isEmpty() || (!again.isEmpty() && again.peek().due <= now);
      if (toSend) {
        paced = pacer.untilNext() > 0;
        wait = pacer.untilNext();
      }
    }
    Runnable event = time.await(events, Math.max(1, Math.min(wait, LONGEST_WAIT)));
    if (paced) {
      listener.throttled(TimeUnit.NANOSECONDS.toMillis(time.nanos() - now));
    }
    if (event != null) {
      event.run();
    }
  }
}
