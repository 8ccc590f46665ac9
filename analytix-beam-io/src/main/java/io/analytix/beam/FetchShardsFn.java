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
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
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
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.Row;

/**
 * Plays the part of analytix's {@code BaseClient}: opens each shard with its channel's tokens and
 * fetches its reports. One lane is one element and one thread; requests are many.
 *
 * <p>Works for a stretch, then lets the runner commit what is done and comes back for the rest.
 * Bounded although it pauses: without the annotation the return type alone would make it unbounded.
 */
@DoFn.BoundedPerElement
final class FetchShardsFn extends DoFn<FetchPlanElement, FinishedShard> {
  private final FetchSetup setup;
  private final Counter requests = Metrics.counter(AnalytixIO.class, Counters.REQUESTS);
  private final Counter listed = Metrics.counter(AnalytixIO.class, Counters.DATA_API_CALLS);
  private final Counter retries = Metrics.counter(AnalytixIO.class, Counters.RETRIES);
  private final Counter unsaved = Metrics.counter(AnalytixIO.class, Counters.WRITE_BACKS_DENIED);
  private final Counter rows = Metrics.counter(AnalytixIO.class, Counters.ROWS);
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
  public FetchRestriction whole(@Element FetchPlanElement lane) {
    return new FetchRestriction(0, lane.shards().size(), SchedulerCheckpoint.fresh(lane.used()));
  }

  @NewTracker
  public RestrictionTracker<FetchRestriction, FetchPosition> tracker(
      @Restriction FetchRestriction rest) {
    return new FetchRestrictionTracker(rest);
  }

  @GetRestrictionCoder
  public Coder<FetchRestriction> restrictionCoder() {
    return SerializableCoder.of(FetchRestriction.class);
  }

  @GetSize
  public double size(@Restriction FetchRestriction rest) {
    return rest.end() - rest.next() + rest.state().postponed().size();
  }

  @ProcessElement
  public ProcessContinuation process(
      @Element FetchPlanElement lane,
      RestrictionTracker<FetchRestriction, FetchPosition> tracker,
      OutputReceiver<FinishedShard> out)
      throws InterruptedException {
    FetchRestriction rest = tracker.currentRestriction();
    if (rest.next() == 0) {
      ShardPlanner planner = setup.planner();
      monitor.started(
          lane.runId(), lane.shards().stream().mapToLong(s -> s.requests(planner).size()).sum());
    }
    WorkerSession session = WorkerSession.take(lane, setup);
    RequestScheduler run = run(lane, rest, session);
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
              answers -> out.output(finished(answers)));
      done = next == rest.end() && run.isDone();
    } finally {
      if (done) {
        session.close();
      } else {
        session.rest(lane.runId());
      }
    }
    if (done) {
      return ProcessContinuation.stop();
    }
    tracker.tryClaim(new FetchPosition(FetchPosition.CHECKPOINT, run.state()));
    return ProcessContinuation.resume();
  }

  private RequestScheduler run(
      FetchPlanElement lane, FetchRestriction rest, WorkerSession session) {
    return new RequestScheduler(
        new FetchPlan(lane.runId(), lane.shards(), setup.planner()),
        setup.settings(),
        rest.state(),
        new SchedulerContext(
            session.client(),
            session.uploads(),
            session.opener(),
            session.memory(),
            session.time(),
            RandomGenerator.getDefault(),
            new Listener()));
  }

  private FinishedShard finished(ShardResult answers) {
    return new FinishedShard(
        answers.shard(),
        answers.answers().stream()
            .map(
                answer ->
                    new FinishedShard.Answer(
                        answer.outcome(), rows(answers, answer), answer.videos()))
            .toList());
  }

  private List<Row> rows(ShardResult answers, ShardResult.Answer answer) {
    List<ReportResponse.Line> lines = answer.table().lines();
    if (lines.isEmpty()) {
      return List.of();
    }
    ReportSchema schema = Objects.requireNonNull(schemas.get(answers.shard().report()));
    ChannelIdentity channel = Objects.requireNonNull(answers.identity());
    Outcome outcome = answer.outcome();
    RowMaker maker =
        schema.rows(
            channel.channelId(),
            channel.contentOwner(),
            new DateRange(outcome.startDate(), outcome.endDate()),
            outcome.finishedAt(),
            outcome.runId());
    List<Row> made = new ArrayList<>(lines.size());
    for (ReportResponse.Line line : lines) {
      made.add(maker.row(line.first(), line.cells()));
    }
    return Collections.unmodifiableList(made);
  }

  /** Counts for the runner, tells the monitor. */
  private final class Listener implements SchedulerListener {
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
      rows.inc(outcome.rows());
      Metrics.counter(AnalytixIO.class, Counters.outcomes(outcome.status())).inc();
      Cause cause = outcome.cause();
      if (outcome.status() == Status.FAILED && cause != null) {
        Metrics.counter(AnalytixIO.class, Counters.failures(cause)).inc();
      }
      monitor.ended(outcome);
    }
  }
}
