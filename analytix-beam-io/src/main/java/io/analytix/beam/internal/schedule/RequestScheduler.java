// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.pace.ChannelPacers;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.ApiException;
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
 * <p>A request passes {@link ShardAdmission}, waits at the {@link ChannelGate} for its channel and,
 * if it asks for every video, at the {@link UploadsGate} for their list ({@link
 * VideoRequestExpander}), and in the {@link RequestQueue} for its turn. The {@link
 * RequestDispatcher} sends it, {@link FailureHandler} deal with a failure, and the {@link
 * CompletionTracker} notes its end.
 */
public final class RequestScheduler {
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final FetchPlan plan;
  private final SchedulerSettings settings;
  private final WorkerState memory;
  private final SchedulerClock time;
  private final SchedulerListener listener;
  private final RequestPacer pacer;
  private final DailyQuota budget;
  private final DailyQuota units;
  private final long stopClaiming;

  private final InFlightCalls calls = new InFlightCalls();
  private final RequestQueue queue = new RequestQueue();
  private final PostponedShards load;
  private final CompletionTracker ledger;
  private final UploadsGate listings;
  private final ChannelGate desk;
  private final ShardAdmission admission;
  private final FailureHandler reactions;
  private final RequestDispatcher sender;
  private boolean allClaimed;
  private boolean sweptUp;

  /**
   * A stretch of a lane.
   *
   * @param state as the last stretch left it
   */
  public RequestScheduler(
      FetchPlan plan,
      SchedulerSettings settings,
      SchedulerCheckpoint state,
      SchedulerContext tools) {
    this.plan = plan;
    this.settings = settings;
    this.memory = tools.memory();
    this.time = tools.time();
    this.listener = tools.listener();
    this.pacer =
        memory.pacer(() -> new RequestPacer(settings.perMinute(), state.notBefore(), time));
    memory.dataPacer(() -> new RequestPacer(settings.perMinute(), state.notBefore(), time));
    this.budget = memory.budget(() -> DailyQuota.ofQueries(settings.perDay(), state.used(), time));
    this.units =
        memory.units(() -> DailyQuota.ofUnits(settings.dataUnitsPerDay(), state.units(), time));
    this.stopClaiming = time.nanos() + settings.checkpointInterval().toNanos();
    this.load = new PostponedShards(state);
    ChannelClaims claims = new ChannelClaims(memory);
    MonetaryRefusals moneyRefusals = new MonetaryRefusals();
    ChannelPacers paces =
        memory.channelPacers(
            () -> new ChannelPacers(settings.perMinutePerChannel(), settings.perMinute(), time));
    RetrySchedule retries = new RetrySchedule(settings.retries(), tools.random(), time);
    this.ledger = new CompletionTracker(tools, budget, claims, moneyRefusals, new Consequences());
    this.desk = new ChannelGate(tools, calls, retries, new Waiters());
    this.listings =
        new UploadsGate(
            tools,
            calls,
            new VideoRequestExpander(
                settings.batches(), listener, budget, load, queue, ledger, new Stretch()));
    this.admission = new ShardAdmission(tools, claims, queue, desk, listings, ledger);
    this.reactions =
        new FailureHandler(
            tools, pacer, paces, retries, queue, listings, desk, moneyRefusals, ledger);
    this.sender =
        new RequestDispatcher(
            tools, calls, queue, pacer, paces, budget, units, desk, listings, reactions, ledger);
  }

  /** What a pause carries over: the next slot on the wall clock, the day's use, what waits. */
  public SchedulerCheckpoint state() {
    return new SchedulerCheckpoint(pacer.nextSlot(), budget.used(), units.used(), load.postponed());
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
  public int run(int next, int end, IntPredicate claim, Consumer<ShardResult> out)
      throws InterruptedException {
    int claimed = next;
    budget.resetReserved(plan.manyDaysFrom(next, end));
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
          SchedulerCheckpoint.Postponed postponed = load.next(allClaimed);
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
    Map<PendingShard, List<PendingRequest>> shards = new LinkedHashMap<>();
    for (PendingRequest asking : queue.waiting()) {
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
    return memory.confirmed() ? settings.maxInFlight() : 1;
  }

  private boolean full() {
    return calls.inFlight() >= window();
  }

  private void begin(int place) {
    ChosenShard chosen = plan.shards().get(place);
    List<ReportRequest> requests = chosen.requests(plan.planner());
    if (requests.stream().anyMatch(request -> request.report().source().usesUploads())) {
      requests.forEach(request -> begin(place, chosen, request.dates(), List.of(request)));
    } else {
      begin(place, chosen, chosen.shard().dates(), requests);
    }
  }

  private void beginAgain(SchedulerCheckpoint.Postponed postponed) {
    ChosenShard chosen = plan.shards().get(postponed.shard());
    ReportDefinition report = plan.planner().report(chosen.shard());
    begin(
        postponed.shard(),
        chosen,
        postponed.days(),
        report.source().usesUploads()
            ? List.of(new ReportRequest(report, postponed.days()))
            : chosen.requests(plan.planner()));
  }

  private void begin(int place, ChosenShard chosen, DateRange dates, List<ReportRequest> requests) {
    ChannelRef ref = chosen.shard().channel();
    Shard shard = new Shard(ref, chosen.shard().report(), dates);
    PendingShard work = new PendingShard(plan.runId(), place, shard, requests);
    List<PendingRequest> askings = work.askings();
    ledger.begun(work, askings.size());
    WorkerState.ChannelState state = memory.channel(ref);
    String problem = ref.problem();
    if (problem != null) {
      state.failure = Failure.of(Cause.RECORD_INVALID, problem);
    }
    Failure failure = state.failure == null ? memory.stopped() : state.failure;
    List<PendingRequest> chosenOnes = new ArrayList<>();
    for (PendingRequest asking : askings) {
      ReportRequest request = asking.request();
      boolean deferred = chosen.isDeferred(request);
      if (!deferred && request.answersManyDays()) {
        asking.reserve();
      }
      asking.listing = request.report().source().usesUploads();
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
    long wait = MAX_WAIT_NANOS;
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
  private final class Consequences implements CompletionTracker.Consequences {
    @Override
    public void ended(PendingRequest asking) {
      listings.release(asking);
    }

    @Override
    public void settled(MonetaryRefusals.Refusal refusal) {
      reactions.refuseReport(refusal);
    }

    @Override
    public void ruled(ChannelClaims.Ruling ruling) {
      admission.apply(ruling);
    }
  }

  /** Requests that come back from the desk. */
  private final class Waiters implements ChannelGate.Waiters {
    @Override
    public void released(PendingRequest asking) {
      admission.admit(memory.channel(asking.channel()), List.of(asking));
    }

    @Override
    public void refused(PendingRequest asking, Failure failure) {
      ledger.failed(asking, failure);
    }
  }

  /** What a long list of uploads makes way for. */
  private final class Stretch implements VideoRequestExpander.Stretch {
    @Override
    public boolean isOver() {
      return RequestScheduler.this.isOver();
    }

    @Override
    public boolean allClaimed() {
      return allClaimed;
    }

    @Override
    public void notListed(PendingRequest asking, AuthorizedChannel channel, ApiException failed) {
      reactions.notListed(asking, channel, failed);
    }
  }
}
