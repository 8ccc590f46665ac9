// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * One stretch of a lane: opens channels, sends requests at the lane's pace, keeps its window full,
 * and hands out finished shards on the calling thread.
 *
 * <p>Everything that decides happens on that thread. Answers come back as events; a request that
 * failed for now waits in the same queue as one that was never sent and takes a slot like it.
 * Shards are claimed a little ahead of being sent, so that a channel is open when its turn comes;
 * after the stretch nothing more is claimed, and what was claimed is finished or put off.
 *
 * <p>A request passes {@link Admission}, waits at the {@link ChannelDesk} for its channel and, if
 * it asks for every video, at the {@link ListingDesk} for their list ({@link VideoWork}), and in
 * the {@link SendQueue} for its turn. The {@link Sender} sends it, {@link Reactions} deal with a
 * failure, and the {@link Ledger} notes its end.
 */
public final class LaneRun {
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  private final LanePlan plan;
  private final LaneSettings settings;
  private final LaneMemory memory;
  private final LaneTime time;
  private final LaneListener listener;
  private final Pacer pacer;
  private final DayBudget budget;
  private final DayBudget units;
  private final long stopClaiming;

  private final LaneCalls calls = new LaneCalls();
  private final SendQueue queue = new SendQueue();
  private final LaneLoad load;
  private final Ledger ledger;
  private final ListingDesk listings;
  private final ChannelDesk desk;
  private final Admission admission;
  private final Reactions reactions;
  private final Sender sender;
  private boolean allClaimed;
  private boolean sweptUp;

  /**
   * A stretch of a lane.
   *
   * @param state as the last stretch left it
   */
  public LaneRun(LanePlan plan, LaneSettings settings, LaneState state, LaneTools tools) {
    this.plan = plan;
    this.settings = settings;
    this.memory = tools.memory();
    this.time = tools.time();
    this.listener = tools.listener();
    this.pacer = memory.pacer(() -> new Pacer(settings.perMinute(), state.notBefore(), time));
    memory.dataPacer(() -> new Pacer(settings.perMinute(), state.notBefore(), time));
    this.budget = memory.budget(() -> DayBudget.ofQueries(settings.perDay(), state.used(), time));
    this.units =
        memory.units(() -> DayBudget.ofUnits(settings.dataUnitsPerDay(), state.units(), time));
    this.stopClaiming = time.nanos() + settings.stretch().toNanos();
    this.load = new LaneLoad(state);
    Claims claims = new Claims(memory);
    MoneyRefusals moneyRefusals = new MoneyRefusals();
    ChannelPaces paces = new ChannelPaces(settings, memory, time);
    Retries retries = new Retries(settings.retries(), tools.random(), time);
    this.ledger = new Ledger(tools, budget, claims, moneyRefusals, new Consequences());
    this.desk = new ChannelDesk(tools, calls, retries, new Waiters());
    this.listings =
        new ListingDesk(
            tools,
            calls,
            new VideoWork(
                settings.batches(), listener, budget, load, queue, ledger, new Stretch()));
    this.admission = new Admission(tools, claims, queue, desk, listings, ledger);
    this.reactions =
        new Reactions(tools, pacer, paces, retries, queue, listings, desk, moneyRefusals, ledger);
    this.sender =
        new Sender(
            tools, calls, queue, pacer, paces, budget, units, desk, listings, reactions, ledger);
  }

  /** What a pause carries over: the next slot on the wall clock, the day's use, what waits. */
  public LaneState state() {
    return new LaneState(pacer.nextSlot(), budget.used(), units.used(), load.postponed());
  }

  /** Whether nothing is left to be begun of the shards that were claimed. */
  public boolean isDone() {
    return load.isDone();
  }

  /**
   * Works from shard {@code next} and returns the first one that was not claimed, {@code end} if
   * all were; then {@link #isDone} tells whether they are all finished, too.
   *
   * @param claim asked before a shard is begun; must not refuse
   */
  public int run(int next, int end, IntPredicate claim, Consumer<ShardAnswers> out)
      throws InterruptedException {
    int claimed = next;
    budget.reserve(plan.manyDaysFrom(next, end));
    try {
      while (true) {
        allClaimed = claimed == end;
        boolean more = !isOver() && !load.isFull() && !(allClaimed && load.isDone());
        if (isOver() && !sweptUp) {
          sweptUp = true;
          putOffUnsent();
        }
        if (!more && ledger.isSettled()) {
          return claimed;
        }
        if (more && hasRoom()) {
          LaneState.Postponed postponed = load.next(allClaimed);
          if (postponed != null) {
            beginAgain(postponed);
          } else if (claim.test(claimed)) {
            begin(claimed++);
          } else {
            throw new IllegalStateException("the tracker refused shard " + claimed);
          }
        } else if (full() || (!desk.openNext() && !sender.sendNext())) {
          await();
        }
        calls.drain();
        ledger.hand(out);
      }
    } finally {
      calls.cancel();
      desk.cancel();
    }
  }

  private boolean isOver() {
    return time.nanos() >= stopClaiming;
  }

  /**
   * Puts shards off of which nothing was sent, lest the pause wait for them: a channel's own pace
   * may be slow. Where it is not known yet that the channel answers, that is still to be told.
   */
  private void putOffUnsent() {
    Map<ShardWork, List<Asking>> shards = new LinkedHashMap<>();
    for (Asking asking : queue.waiting()) {
      shards.computeIfAbsent(asking.work, any -> new ArrayList<>()).add(asking);
    }
    shards.forEach(
        (work, askings) -> {
          if (work.isUnsent(askings) && memory.channel(work.shard().channel()).answered) {
            queue.removeAll(askings);
            if (work.isOfEveryVideo()) {
              listener.found(1 - askings.size());
            }
            load.postpone(work, work.shard().dates(), false);
            ledger.postponed(work, askings);
          }
        });
  }

  private boolean hasRoom() {
    return desk.backlog() + queue.backlog() + listings.queue().backlog() < window();
  }

  private int window() {
    return memory.proven() ? settings.maxInFlight() : 1;
  }

  private boolean full() {
    return calls.inFlight() >= window();
  }

  private void begin(int place) {
    ChosenShard chosen = plan.shards().get(place);
    List<ReportRequest> requests = chosen.requests(plan.planner());
    if (requests.stream().anyMatch(request -> request.report().needsUploads())) {
      requests.forEach(request -> begin(place, chosen, request.dates(), List.of(request)));
    } else {
      begin(place, chosen, chosen.shard().dates(), requests);
    }
  }

  private void beginAgain(LaneState.Postponed postponed) {
    ChosenShard chosen = plan.shards().get(postponed.shard());
    ReportDefinition report = plan.planner().report(chosen.shard());
    begin(
        postponed.shard(),
        chosen,
        postponed.days(),
        report.needsUploads()
            ? List.of(new ReportRequest(report, postponed.days()))
            : chosen.requests(plan.planner()));
  }

  private void begin(int place, ChosenShard chosen, DateRange dates, List<ReportRequest> requests) {
    ChannelRef ref = chosen.shard().channel();
    Shard shard = new Shard(ref, chosen.shard().report(), dates);
    ShardWork work = new ShardWork(plan.runId(), place, shard, requests);
    List<Asking> askings = work.askings();
    ledger.begun(work, askings.size());
    LaneMemory.ChannelState state = memory.channel(ref);
    String problem = ref.problem();
    if (problem != null) {
      state.failure = Failure.of(Cause.RECORD_INVALID, problem);
    }
    Failure failure = state.failure == null ? memory.stopped() : state.failure;
    List<Asking> chosenOnes = new ArrayList<>();
    for (Asking asking : askings) {
      ReportRequest request = asking.request();
      boolean deferred = chosen.isDeferred(request);
      asking.reserved = !deferred && request.answersManyDays() ? request.queries() : 0;
      asking.listing = request.report().needsUploads();
      if (failure != null) {
        ledger.failed(asking, failure);
      } else if (deferred) {
        ledger.failed(asking, budget.exceeded());
      } else {
        chosenOnes.add(asking);
      }
    }
    admission.admit(state, chosenOnes);
  }

  private void await() throws InterruptedException {
    long begun = time.nanos();
    long wait = LONGEST_WAIT;
    boolean paced = false;
    if (!full()) {
      paced = sender.isPaced();
      wait = Math.min(wait, Math.min(desk.untilDue(begun), sender.untilNext()));
    }
    calls.await(time, Math.max(1, wait));
    if (paced) {
      listener.throttled(TimeUnit.NANOSECONDS.toMillis(time.nanos() - begun));
    }
  }

  /** What follows when requests have ended. */
  private final class Consequences implements Ledger.Consequences {
    @Override
    public void ended(Asking asking) {
      listings.release(asking);
    }

    @Override
    public void settled(MoneyRefusals.Refusal refusal) {
      reactions.refuseReport(refusal);
    }

    @Override
    public void ruled(Claims.Ruling ruling) {
      admission.apply(ruling);
    }
  }

  /** Requests that come back from the desk. */
  private final class Waiters implements ChannelDesk.Waiters {
    @Override
    public void released(Asking asking) {
      admission.admit(memory.channel(asking.channel()), List.of(asking));
    }

    @Override
    public void refused(Asking asking, Failure failure) {
      ledger.failed(asking, failure);
    }
  }

  /** What a long list of uploads makes way for. */
  private final class Stretch implements VideoWork.Stretch {
    @Override
    public boolean isOver() {
      return LaneRun.this.isOver();
    }

    @Override
    public boolean allClaimed() {
      return allClaimed;
    }

    @Override
    public void notListed(Asking asking, OpenChannel channel, FetchException failed) {
      reactions.notListed(asking, channel, failed);
    }
  }
}
