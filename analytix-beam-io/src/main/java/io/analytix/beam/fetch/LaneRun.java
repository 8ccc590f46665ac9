// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
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

  private final LanePlan plan;
  private final LaneSettings settings;
  private final ReportClient client;
  private final LaneMemory memory;
  private final LaneTime time;
  private final LaneListener listener;
  private final Retries retries;
  private final Pacer pacer;
  private final ChannelPaces paces;
  private final DayBudget budget;
  private final long stopClaiming;

  private final LaneCalls calls = new LaneCalls();
  private final SendQueue queue = new SendQueue();
  private final MoneyRefusals moneyRefusals = new MoneyRefusals();
  private final ChannelDesk desk;
  private final Claims claims;
  private final List<ShardWork> finished = new ArrayList<>();
  private int unfinished;

  /**
   * A stretch of a lane.
   *
   * @param state as the last stretch left it
   */
  public LaneRun(LanePlan plan, LaneSettings settings, LaneState state, LaneTools tools) {
    this.plan = plan;
    this.settings = settings;
    this.client = tools.client();
    this.memory = tools.memory();
    this.time = tools.time();
    this.listener = tools.listener();
    this.retries = new Retries(settings.retries(), tools.random(), time);
    this.pacer = memory.pacer(() -> new Pacer(settings.perMinute(), state.notBefore(), time));
    this.paces = new ChannelPaces(settings, memory, time);
    this.budget = memory.budget(() -> new DayBudget(settings.perDay(), state.used(), time));
    this.stopClaiming = time.nanos() + settings.stretch().toNanos();
    this.claims = new Claims(memory);
    this.desk = new ChannelDesk(tools, calls, retries, new Waiters());
  }

  /** What a pause carries over: the next slot on the wall clock, and the day's use. */
  public LaneState state() {
    return new LaneState(pacer.nextSlot(), budget.used());
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
    budget.reserve(plan.manyDaysFrom(next, end));
    try {
      while (true) {
        boolean more = claimed < end && time.nanos() < stopClaiming;
        if (!more && unfinished == 0) {
          return claimed;
        }
        if (more && desk.backlog() + queue.backlog() < window()) {
          if (!claim.test(claimed)) {
            throw new IllegalStateException("the tracker refused shard " + claimed);
          }
          begin(plan.shards().get(claimed++));
        } else if (full() || (!desk.openNext() && !sendNext())) {
          await();
        }
        calls.drain();
        finished.forEach(work -> out.accept(work.result()));
        finished.clear();
      }
    } finally {
      calls.cancel();
      desk.cancel();
    }
  }

  private int window() {
    return memory.proven() ? settings.maxInFlight() : 1;
  }

  private boolean full() {
    return calls.inFlight() >= window();
  }

  private void begin(ChosenShard chosen) {
    Shard shard = chosen.shard();
    ShardWork work = new ShardWork(plan.runId(), shard, chosen.requests(plan.planner()));
    List<ShardWork.Asking> askings = work.askings();
    unfinished++;
    ChannelRef ref = shard.channel();
    LaneMemory.ChannelState state = memory.channel(ref);
    String problem = ref.problem();
    if (problem != null) {
      state.failure = Failure.of(Cause.RECORD_INVALID, problem);
    }
    claims.begun(ref, askings.size());
    if (!work.monetary()) {
      moneyRefusals.begun(ref, askings.size());
    }
    Failure failure = state.failure == null ? memory.stopped() : state.failure;
    List<ShardWork.Asking> chosenOnes = new ArrayList<>();
    for (ShardWork.Asking asking : askings) {
      boolean deferred = chosen.isDeferred(asking.request());
      asking.reserved = !deferred && asking.request().answersManyDays();
      if (failure != null) {
        endFailed(asking, failure);
      } else if (deferred) {
        endFailed(asking, budget.exceeded());
      } else {
        chosenOnes.add(asking);
      }
    }
    admit(state, chosenOnes);
  }

  /** Lets requests go on, if no other record speaks for their channel. */
  private void admit(LaneMemory.ChannelState state, List<ShardWork.Asking> askings) {
    if (askings.isEmpty()) {
      return;
    }
    ChannelIdentity identity = state.identity();
    Claims.Admission admission =
        identity == null ? Claims.Admission.GRANTED : claims.admit(identity, state.ref, askings);
    if (admission == Claims.Admission.GRANTED) {
      proceed(state, askings);
    } else if (admission == Claims.Admission.TAKEN && identity != null) {
      refuseSecond(askings, memory.holder(identity));
    }
  }

  private void proceed(LaneMemory.ChannelState state, List<ShardWork.Asking> askings) {
    OpenChannel open = state.open;
    if (open == null) {
      desk.await(state, askings);
      return;
    }
    for (ShardWork.Asking asking : askings) {
      asking.work.channel = open;
      if (asking.sent == 0) {
        queue.add(asking);
      } else {
        queue.addAgain(asking, time.nanos());
      }
    }
  }

  private void refuseSecond(List<ShardWork.Asking> askings, @Nullable ChannelRef first) {
    for (ShardWork.Asking asking : askings) {
      LaneMemory.ChannelState state = memory.channel(asking.work.shard().channel());
      ChannelIdentity identity = state.identity();
      if (state.failure == null && identity != null && first != null) {
        state.failure = Claims.second(identity, first);
      }
      if (state.failure != null) {
        endFailed(asking, state.failure);
      }
    }
  }

  /** Deals with the request whose turn it is, and tells whether there was one. */
  private boolean sendNext() {
    long now = time.nanos();
    ShardWork.Asking asking = queue.peek(now);
    if (asking == null) {
      return false;
    }
    Failure failure = knownFailure(asking);
    if (failure == null && pacer.untilNext() > 0) {
      return false;
    }
    queue.remove(now);
    LaneMemory.ChannelState state = memory.channel(asking.work.shard().channel());
    OpenChannel channel = state.open;
    if (failure != null) {
      endFailed(asking, failure);
    } else if (paces.untilNext(state.ref) > 0) {
      queue.addAgain(asking, now + paces.untilNext(state.ref));
    } else if (channel == null || desk.isClosed(state)) {
      desk.await(state, List.of(asking));
    } else {
      ask(asking, channel);
    }
    return true;
  }

  /** Why this need not be asked any more: something learned since it was claimed. */
  private @Nullable Failure knownFailure(ShardWork.Asking asking) {
    Shard shard = asking.work.shard();
    Failure ofChannel = memory.channel(shard.channel()).failure;
    if (ofChannel != null) {
      return ofChannel;
    }
    Failure ofReport = memory.refusal(shard.channel(), shard.report());
    Failure ofRun = ofReport == null ? memory.stopped() : ofReport;
    return ofRun == null ? budget.refusal(asking) : ofRun;
  }

  private void ask(ShardWork.Asking asking, OpenChannel channel) {
    pacer.use();
    paces.use(channel.ref());
    budget.use(asking);
    sent(asking);
    calls.begin(
        () -> client.fetch(asking.part(), channel.identity(), channel.grant().token()),
        (table, failed) -> {
          if (table != null) {
            answered(asking, channel, table);
          } else if (failed != null) {
            notAnswered(asking, channel, failed);
          }
        });
  }

  private void sent(ShardWork.Asking asking) {
    boolean again = asking.tried++ > 0;
    listener.sent(again);
    if (again) {
      asking.sentAgain++;
    } else {
      asking.firstSentNanos = time.nanos();
    }
    if (asking.sent++ == 0) {
      asking.startedAt = time.now();
    }
  }

  private void answered(ShardWork.Asking asking, OpenChannel channel, ReportTable table) {
    memory.answered();
    memory.channel(channel.ref()).answered = true;
    pacer.answered();
    paces.answered(channel.ref());
    ReportTable whole = asking.add(table);
    if (whole == null) {
      queue.addAgain(asking, time.nanos());
    } else {
      end(asking.work, asking.work.answered(asking, whole, time.now()));
    }
  }

  private void notAnswered(ShardWork.Asking asking, OpenChannel channel, FetchException failed) {
    Failure failure = failed.failure();
    ChannelRef ref = channel.ref();
    if (failed instanceof FetchException.Unavailable later) {
      memory.tried();
      repeatOrFail(asking, failure, later.retryAfter());
    } else if (failed instanceof FetchException.TooFast rate) {
      memory.answered();
      if (rate.ofUser()) {
        paces.tooFast(ref);
      } else {
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
      if (asking.renewed && asking.work.monetary()) {
        refuseReport(new MoneyRefusals.Refusal(asking, MoneyRefusals.withoutScope(failure)));
      } else {
        rejected(asking, channel, failure);
      }
    } else if (failed instanceof FetchException.ChannelRefused refused) {
      memory.answered();
      desk.explain(asking, channel, refused);
    } else if (asking.halve()) {
      memory.answered();
      queue.addAgain(asking, time.nanos());
    } else {
      memory.answered();
      MoneyRefusals.Refusal refusal = new MoneyRefusals.Refusal(asking, failure);
      if (!asking.work.monetary() || !moneyRefusals.await(ref, refusal)) {
        refuseReport(refusal);
      }
    }
  }

  /**
   * A refused token is renewed once. Where consent was withdrawn, that fails; so another refusal of
   * a channel that was answered before may pass, and ends the channel only if it does not.
   */
  private void rejected(ShardWork.Asking asking, OpenChannel channel, Failure failure) {
    OptionalLong due = OptionalLong.empty();
    if (asking.renewed && memory.channel(channel.ref()).answered) {
      due = retries.next(asking.tried, asking.firstSentNanos, Duration.ZERO);
    }
    if (due.isPresent()) {
      queue.addAgain(asking, due.getAsLong());
    } else {
      desk.renew(asking, channel, failure);
    }
  }

  private void repeatOrFail(ShardWork.Asking asking, Failure failure, Duration retryAfter) {
    OptionalLong due = retries.next(asking.tried, asking.firstSentNanos, retryAfter);
    if (due.isPresent()) {
      queue.addAgain(asking, due.getAsLong());
    } else {
      endFailed(asking, failure);
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
    budget.release(asking);
    end(asking.work, asking.work.failed(asking, failure, time.now()));
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
    Claims.Ruling ruling = claims.ended(work.shard().channel(), outcome.cause() == null);
    if (ruling != null) {
      apply(ruling);
    }
  }

  private void apply(Claims.Ruling ruling) {
    if (ruling.takenBy() != null) {
      refuseSecond(ruling.askings(), ruling.takenBy());
    } else {
      ruling
          .askings()
          .forEach(
              asking -> proceed(memory.channel(asking.work.shard().channel()), List.of(asking)));
    }
  }

  private void await() throws InterruptedException {
    long now = time.nanos();
    long wait = LONGEST_WAIT;
    boolean paced = false;
    if (!full()) {
      paced = queue.peek(now) != null;
      wait = Math.min(wait, desk.untilDue(now));
      wait = Math.min(wait, paced ? pacer.untilNext() : queue.untilDue(now));
    }
    calls.await(time, Math.max(1, wait));
    if (paced) {
      listener.throttled(TimeUnit.NANOSECONDS.toMillis(time.nanos() - now));
    }
  }

  /** Requests that come back from the desk. */
  private final class Waiters implements ChannelDesk.Waiters {
    @Override
    public void released(ShardWork.Asking asking) {
      admit(memory.channel(asking.work.shard().channel()), List.of(asking));
    }

    @Override
    public void refused(ShardWork.Asking asking, Failure failure) {
      endFailed(asking, failure);
    }
  }
}
