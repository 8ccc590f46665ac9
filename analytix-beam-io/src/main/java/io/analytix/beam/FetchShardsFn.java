// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.schedule.CheckpointHandover;
import io.analytix.beam.internal.schedule.FetchPlan;
import io.analytix.beam.internal.schedule.RequestScheduler;
import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.internal.schedule.SchedulerContext;
import io.analytix.beam.internal.schedule.SchedulerListener;
import io.analytix.beam.internal.schedule.ShardResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.row.RowMaker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the shards of a plan, like analytix's {@code BaseClient}: authorizes each channel with
 * its token record and sends the requests of its shards. The fetch lane is one element and one
 * thread, with many concurrent requests.
 *
 * <p>After each checkpoint interval it returns, so that the runner commits the finished shards, and
 * is resumed with the rest; if the process cannot change, it fetches on meanwhile ({@link
 * FetchAhead}). The annotation makes it bounded: the return type alone would make it unbounded.
 */
@DoFn.BoundedPerElement
final class FetchShardsFn extends DoFn<FetchPlanElement, FinishedShard> {
  private final FetchSetup setup;
  private final Counter requests = Metrics.counter(AnalytixIO.class, Counters.REQUESTS);
  private final Counter listed = Metrics.counter(AnalytixIO.class, Counters.DATA_API_CALLS);
  private final Counter retries = Metrics.counter(AnalytixIO.class, Counters.RETRIES);
  private final Counter unsaved = Metrics.counter(AnalytixIO.class, Counters.WRITE_BACKS_DENIED);
  private final Counter throttled = Metrics.counter(AnalytixIO.class, Counters.THROTTLED);
  private transient Map<String, ReportSchema> schemas;
  private transient RunMonitor monitor;
  private transient @Nullable String fetchedAhead;

  FetchShardsFn(FetchSetup setup) {
    this.setup = setup;
  }

  @Setup
  public void setup() {
    schemas = new HashMap<>();
    setup.planner().reports().forEach((name, report) -> schemas.put(name, ReportSchema.of(report)));
    monitor = setup.monitors().open();
  }

  @GetInitialRestriction
  public FetchRestriction whole(@Element FetchPlanElement plan) {
    return new FetchRestriction(
        0, plan.shards().size(), SchedulerCheckpoint.fresh(plan.used(), plan.units()));
  }

  @ProcessElement
  public ProcessContinuation process(
      @Element FetchPlanElement plan,
      RestrictionTracker<FetchRestriction, FetchPosition> tracker,
      OutputReceiver<FinishedShard> out)
      throws InterruptedException {
    FetchRestriction rest = tracker.currentRestriction();
    if (rest.state().isFresh()) {
      ShardPlanner planner = setup.planner();
      monitor.started(
          plan.runId(), plan.shards().stream().mapToLong(s -> s.requests(planner).size()).sum());
    }
    if (!rest.state().postponed().isEmpty()) {
      tracker.tryClaim(new FetchPosition(FetchPosition.CONTINUE, rest.state()));
    }
    WorkerSession session = WorkerSession.take(plan, setup);
    ProcessContinuation then = ProcessContinuation.resume();
    try {
      then =
          setup.fetchesAhead()
              ? takeAhead(plan, session, tracker, out)
              : fetch(plan, session, tracker, out);
    } finally {
      if (then.shouldResume()) {
        session.cache(plan.runId());
      } else {
        session.close();
      }
    }
    return then;
  }

  private ProcessContinuation fetch(
      FetchPlanElement plan,
      WorkerSession session,
      RestrictionTracker<FetchRestriction, FetchPosition> tracker,
      OutputReceiver<FinishedShard> out)
      throws InterruptedException {
    FetchRestriction from = tracker.currentRestriction();
    FetchRestriction rest =
        fetch(
            plan,
            from,
            session,
            shard -> tracker.tryClaim(new FetchPosition(shard, from.state())),
            result -> out.output(finished(result)),
            Runnable::run,
            CheckpointHandover.NONE);
    if (rest.isDone()) {
      return ProcessContinuation.stop();
    }
    tracker.tryClaim(new FetchPosition(FetchPosition.CHECKPOINT, rest.state()));
    return ProcessContinuation.resume();
  }

  /** Outputs what was fetched meanwhile, and begins to fetch what comes next. */
  private ProcessContinuation takeAhead(
      FetchPlanElement plan,
      WorkerSession session,
      RestrictionTracker<FetchRestriction, FetchPosition> tracker,
      OutputReceiver<FinishedShard> out)
      throws InterruptedException {
    FetchRestriction from = tracker.currentRestriction();
    FetchAhead.Fetch fetch = (rest, taker) -> fetchAhead(plan, rest, session, taker);
    FetchAhead.Fetched fetched = session.ahead().await(from, fetch);
    FetchRestriction rest = fetched.rest();
    for (int shard = from.next(); shard < rest.next(); shard++) {
      tracker.tryClaim(new FetchPosition(shard, from.state()));
    }
    fetched.counts().forEach(Runnable::run);
    // Not on the thread that fetches: requests would wait for it.
    fetched.results().forEach(result -> out.output(finished(result)));
    if (rest.isDone()) {
      return ProcessContinuation.stop();
    }
    fetchedAhead = plan.runId();
    if (!session.ahead().isBegun()) {
      session.ahead().begin(rest, fetch);
    }
    tracker.tryClaim(new FetchPosition(FetchPosition.CHECKPOINT, rest.state()));
    return ProcessContinuation.resume().withResumeDelay(delay(fetched.results().size()));
  }

  /**
   * The local runner would resume what is due at once before it stores what was output. So it is
   * due a little later, but before all is stored, because the runner waits with a busy core.
   */
  private static Duration delay(int shards) {
    return Duration.millis(50 + shards / 2);
  }

  private FetchAhead.Fetched fetchAhead(
      FetchPlanElement plan,
      FetchRestriction from,
      WorkerSession session,
      Predicate<Supplier<FetchAhead.Fetched>> taker)
      throws InterruptedException {
    List<ShardResult> results = new ArrayList<>();
    List<Runnable> counts = new ArrayList<>();
    CheckpointHandover handover =
        (next, state) ->
            taker.test(
                () -> {
                  FetchAhead.Fetched fetched =
                      new FetchAhead.Fetched(
                          new FetchRestriction(next, from.end(), state.get()),
                          List.copyOf(results),
                          List.copyOf(counts));
                  results.clear();
                  counts.clear();
                  return fetched;
                });
    FetchRestriction rest =
        fetch(plan, from, session, any -> true, results::add, counts::add, handover);
    return new FetchAhead.Fetched(rest, results, counts);
  }

  /**
   * Fetches up to the next checkpoint, and returns what remains.
   *
   * @param count gets what increments the counters
   * @param handover may take checkpoints before
   */
  private FetchRestriction fetch(
      FetchPlanElement plan,
      FetchRestriction rest,
      WorkerSession session,
      IntPredicate claim,
      Consumer<ShardResult> out,
      Consumer<Runnable> count,
      CheckpointHandover handover)
      throws InterruptedException {
    RequestScheduler run =
        new RequestScheduler(
            new FetchPlan(plan.runId(), plan.shards(), setup.planner()),
            setup.settings(),
            rest.state(),
            new SchedulerContext(
                session.client(),
                session.uploads(),
                session.authorizer(),
                session.state(),
                session.time(),
                RandomGenerator.getDefault(),
                new Listener(count)));
    int next = run.run(rest.next(), rest.end(), claim, out, handover);
    return new FetchRestriction(next, rest.end(), run.state());
  }

  /** A run that failed elsewhere sends nothing more. */
  @Teardown
  public void teardown() {
    if (fetchedAhead != null) {
      WorkerSession.discard(fetchedAhead);
    }
  }

  private FinishedShard finished(ShardResult result) {
    return new FinishedShard(
        result.shard(),
        result.answers().stream()
            .map(
                answer ->
                    new FinishedShard.Answer(
                        answer.outcome(), rows(result, answer), answer.videos()))
            .toList());
  }

  private List<Row> rows(ShardResult result, ShardResult.Answer answer) {
    List<ReportResponse.Line> lines = answer.table().lines();
    if (lines.isEmpty()) {
      return List.of();
    }
    ReportSchema schema = Objects.requireNonNull(schemas.get(result.shard().report()));
    ChannelIdentity channel = Objects.requireNonNull(result.identity());
    Outcome outcome = answer.outcome();
    RowMaker maker =
        schema.rows(
            channel.channelId(),
            channel.contentOwner(),
            new DateRange(outcome.startDate(), outcome.endDate()),
            outcome.finishedAt(),
            outcome.runId());
    List<Row> converted = new ArrayList<>(lines.size());
    for (ReportResponse.Line line : lines) {
      converted.add(maker.row(line.first(), line.cells()));
    }
    return Collections.unmodifiableList(converted);
  }

  /** Increments the counters, on the thread of the bundle, and notifies the monitor. */
  private final class Listener implements SchedulerListener {
    private final Consumer<Runnable> count;

    Listener(Consumer<Runnable> count) {
      this.count = count;
    }

    @Override
    public boolean isStopRequested() {
      return monitor.isStopRequested();
    }

    @Override
    public void sent(boolean again) {
      count.accept(requests::inc);
      if (again) {
        count.accept(retries::inc);
      }
      monitor.sent(again);
    }

    @Override
    public void listed(boolean again) {
      count.accept(listed::inc);
      monitor.listed(again);
    }

    @Override
    public void found(int more) {
      monitor.found(more);
    }

    @Override
    public void throttled(long milliseconds) {
      count.accept(() -> throttled.inc(milliseconds));
      monitor.throttled(milliseconds);
    }

    @Override
    public void unsaved() {
      count.accept(unsaved::inc);
    }

    @Override
    public void ended(Outcome outcome) {
      count.accept(() -> OutcomeCounters.count(outcome));
      monitor.ended(outcome);
    }
  }
}
