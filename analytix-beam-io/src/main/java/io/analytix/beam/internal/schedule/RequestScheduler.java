// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The event loop between two checkpoints: claims shards a little ahead of sending, so that their
 * channels are open in time, keeps the window of parallel calls full at the allowed rate, and hands
 * out finished shards on the calling thread.
 *
 * <p>All decisions are made on that thread; responses arrive as events. Once the checkpoint is due,
 * nothing more is claimed, and what was claimed is finished or postponed.
 */
public final class RequestScheduler {
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Once the run is to end, calls in flight have this time to end. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final FetchPlan plan;
  private final SchedulerSettings settings;
  private final WorkerState state;
  private final RequestHistory history;
  private final SchedulerClock clock;
  private final SchedulerListener listener;
  private final Quotas quotas;
  private final InFlightCalls calls = new InFlightCalls();
  private final PostponedShards postponed;
  private final RequestDispatcher dispatcher;
  private @Nullable Long stopNanos;

  /** A scheduler that goes on from a checkpoint. */
  public RequestScheduler(
      FetchPlan plan,
      SchedulerSettings settings,
      SchedulerCheckpoint checkpoint,
      SchedulerContext context) {
    this.plan = plan;
    this.settings = settings;
    this.state = context.state();
    this.history = state.history();
    this.clock = context.clock();
    this.listener = context.listener();
    this.quotas = state.quotas(settings, checkpoint, clock);
    this.postponed = new PostponedShards(checkpoint, clock, checkpointAfter(checkpoint.isFresh()));
    this.dispatcher = new RequestDispatcher(plan, context, settings, quotas, calls, postponed);
  }

  private long checkpointAfter(boolean isStart) {
    Duration interval =
        settings.checkpointInterval().after(isStart, state.settling(), plan.shards().size());
    return clock.nanos() + interval.toNanos();
  }

  /** What the next checkpoint has to keep. */
  public SchedulerCheckpoint state() {
    List<SchedulerCheckpoint.Postponed> all = new ArrayList<>(postponed.all());
    all.addAll(dispatcher.unfinished());
    return new SchedulerCheckpoint(
        quotas.reportPacer().nextSlot(), quotas.requests().used(), quotas.dataUnits().used(), all);
  }

  /** Whether no claimed shard is postponed. */
  public boolean isDone() {
    return postponed.isEmpty();
  }

  /**
   * Works from shard {@code next} and returns the first one that was not claimed, {@code end} if
   * all were; those are then finished, if {@link #isDone}.
   *
   * @param claim is tested before a shard is begun; must not refuse
   * @param handover may take checkpoints meanwhile
   */
  public int run(
      int next, int end, IntPredicate claim, Consumer<ShardResult> out, CheckpointHandover handover)
      throws InterruptedException {
    int claimed = next;
    boolean unsentPostponed = false;
    quotas.requests().resetReserved(plan.manyDaysFrom(next, end));
    try {
      while (true) {
        stopIfRequested();
        postponed.allClaimed(claimed == end);
        boolean due = postponed.isCheckpointDue();
        if (due && !postponed.isFull() && handover.take(claimed, this::state)) {
          state.settled(Duration.ZERO);
          postponed.nextCheckpoint(checkpointAfter(false));
          unsentPostponed = false;
          due = false;
        }
        boolean more =
            !due && !postponed.isFull() && !(postponed.isAllClaimed() && postponed.isEmpty());
        if (due && (dispatcher.takeReleased() || !unsentPostponed)) {
          unsentPostponed = true;
          dispatcher.postponeUnsent();
        }
        if (!more && dispatcher.isSettled()) {
          state.settled(postponed.overdue());
          return claimed;
        }
        if (more && dispatcher.backlog() < window()) {
          SchedulerCheckpoint.Postponed again = postponed.next();
          if (again != null) {
            beginAgain(again);
          } else if (claim.test(claimed)) {
            begin(claimed++);
          } else {
            throw new IllegalStateException("the tracker refused shard " + claimed);
          }
        } else if (isWindowFull() || !dispatcher.dispatchNext()) {
          await();
        }
        calls.drain();
        dispatcher.takePassed();
        dispatcher.takeFinished(out);
      }
    } finally {
      dispatcher.cancel();
    }
  }

  private void stopIfRequested() {
    if (stopNanos == null && listener.isStopRequested()) {
      history.interrupt();
      stopNanos = clock.nanos();
    } else if (stopNanos != null && clock.nanos() - stopNanos >= GRACE_NANOS) {
      calls.cancel();
    }
  }

  private int window() {
    return history.isConfirmed() ? settings.maxInFlight() : 1;
  }

  private boolean isWindowFull() {
    return calls.inFlight() >= window();
  }

  private void begin(int place) {
    ChosenShard chosen = plan.shards().get(place);
    List<ReportRequest> requests = chosen.requests(plan.planner());
    if (requests.stream().anyMatch(request -> isExpanded(request.report()))) {
      requests.forEach(request -> begin(place, chosen, request.dates(), List.of(request)));
    } else {
      begin(place, chosen, chosen.shard().dates(), requests);
    }
  }

  /** Whether other requests take the place of a planned one, for all of its days or for some. */
  private static boolean isExpanded(ReportDefinition report) {
    return report.usesUploads() || report.each() != null;
  }

  private void beginAgain(SchedulerCheckpoint.Postponed again) {
    ChosenShard chosen = plan.shards().get(again.shard());
    ReportDefinition report = plan.planner().report(chosen.shard());
    begin(
        again.shard(),
        chosen,
        again.days(),
        isExpanded(report)
            ? List.of(new ReportRequest(report, again.days()))
            : chosen.requests(plan.planner()));
  }

  private void begin(int place, ChosenShard chosen, DateRange dates, List<ReportRequest> requests) {
    Shard shard = new Shard(chosen.shard().channel(), chosen.shard().report(), dates);
    dispatcher.begin(new PendingShard(plan.runId(), place, shard, requests), chosen::isDeferred);
  }

  private void await() throws InterruptedException {
    long begun = clock.nanos();
    long wait = MAX_WAIT_NANOS;
    boolean paced = false;
    if (!isWindowFull()) {
      paced = dispatcher.isPaced();
      wait = Math.min(wait, dispatcher.untilNext());
    }
    calls.await(clock, Math.max(1, wait));
    if (paced) {
      listener.throttled(TimeUnit.NANOSECONDS.toMillis(clock.nanos() - begun));
    }
  }
}
