// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
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
import java.util.random.RandomGenerator;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.Row;

/**
 * Fetches the shards of a plan, like analytix's {@code BaseClient}: authorizes each channel with
 * its token record and sends the requests of its shards. The fetch lane is one element and one
 * thread, with many concurrent requests.
 *
 * <p>After each checkpoint interval it returns, so that the runner commits the finished shards, and
 * is resumed with the rest. The annotation makes it bounded: the return type alone would make it
 * unbounded.
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
    WorkerSession session = WorkerSession.take(plan, setup);
    RequestScheduler run = run(plan, rest, session);
    if (!run.isDone()) {
      tracker.tryClaim(new FetchPosition(FetchPosition.CONTINUE, run.state()));
    }
    boolean done = false;
    try {
      int next =
          run.run(
              rest.next(),
              rest.end(),
              shard -> tracker.tryClaim(new FetchPosition(shard, run.state())),
              result -> out.output(finished(result)));
      done = next == rest.end() && run.isDone();
    } finally {
      if (done) {
        session.close();
      } else {
        session.cache(plan.runId());
      }
    }
    if (done) {
      return ProcessContinuation.stop();
    }
    tracker.tryClaim(new FetchPosition(FetchPosition.CHECKPOINT, run.state()));
    return ProcessContinuation.resume();
  }

  private RequestScheduler run(
      FetchPlanElement plan, FetchRestriction rest, WorkerSession session) {
    return new RequestScheduler(
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
            new Listener()));
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

  /** Increments the counters and notifies the monitor. */
  private final class Listener implements SchedulerListener {
    @Override
    public boolean isStopRequested() {
      return monitor.isStopRequested();
    }

    @Override
    public void sent(boolean again) {
      requests.inc();
      if (again) {
        retries.inc();
      }
      monitor.sent(again);
    }

    @Override
    public void listed(boolean again) {
      listed.inc();
      monitor.listed(again);
    }

    @Override
    public void found(int more) {
      monitor.found(more);
    }

    @Override
    public void throttled(long milliseconds) {
      throttled.inc(milliseconds);
      monitor.throttled(milliseconds);
    }

    @Override
    public void unsaved() {
      unsaved.inc();
    }

    @Override
    public void ended(Outcome outcome) {
      OutcomeCounters.count(outcome);
      monitor.ended(outcome);
    }
  }
}
