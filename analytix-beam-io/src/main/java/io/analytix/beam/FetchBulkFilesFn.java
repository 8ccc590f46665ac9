// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.internal.bulk.BulkEngine;
import io.analytix.beam.internal.bulk.JobResult;
import io.analytix.beam.internal.bulk.JobWork;
import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Fetches the files of all jobs and streams them into the store; a job whose files have all been
 * handled is one element. Without a store, emits the rows, by report type.
 */
@DoFn.BoundedPerElement
final class FetchBulkFilesFn extends DoFn<BulkFetches, FinishedBulkJob> {
  static final TupleTag<FinishedBulkJob> JOBS = new TupleTag<>("bulkJobs") {};

  private final BulkSetup setup;
  private final BulkStores stores;

  /** Tags of the rows, by report type; none if they go to a store. */
  private final Map<String, TupleTag<Row>> rowTags;

  private final Counter rows = Metrics.counter(AnalytixIO.class, Counters.ROWS);
  private transient RunMonitor monitor;

  FetchBulkFilesFn(BulkSetup setup, BulkStores stores, Map<String, TupleTag<Row>> rowTags) {
    this.setup = setup;
    this.stores = stores;
    this.rowTags = Map.copyOf(rowTags);
  }

  @Setup
  public void setup() {
    monitor = setup.monitors().open();
  }

  @GetInitialRestriction
  public FetchRestriction whole(@Element BulkFetches plan) {
    return new FetchRestriction(0, plan.jobs().size(), SchedulerCheckpoint.fresh(plan.used()));
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
    return rest.end() - rest.next();
  }

  @ProcessElement
  public ProcessContinuation process(
      @Element BulkFetches plan,
      RestrictionTracker<FetchRestriction, FetchPosition> tracker,
      MultiOutputReceiver out,
      PipelineOptions options)
      throws InterruptedException {
    FetchRestriction rest = tracker.currentRestriction();
    if (rest.next() == 0) {
      monitor.started(plan.runId(), plan.jobs().stream().mapToLong(JobWork::outcomes).sum());
    }
    BulkWorker worker = BulkWorker.take(plan.runId(), rest.state(), setup);
    boolean done = false;
    try (BulkStore store = stores.open(options);
        BulkArchive archive = stores.archive(options)) {
      int next =
          new BulkLane(worker.listener(), monitor, setup.maxInFlight(), setup.checkpointInterval())
              .<JobResult>run(
                  rest.next(),
                  rest.end(),
                  item -> tracker.tryClaim(new FetchPosition(item, ListBulkJobsFn.state(worker))),
                  item -> () -> fetch(plan, plan.jobs().get(item), store, archive, worker),
                  result -> emit(result, out));
      done = next == rest.end();
    } finally {
      if (done) {
        worker.close();
      } else {
        worker.cache(plan.runId());
      }
    }
    if (done) {
      return ProcessContinuation.stop();
    }
    tracker.tryClaim(new FetchPosition(FetchPosition.CHECKPOINT, ListBulkJobsFn.state(worker)));
    return ProcessContinuation.resume();
  }

  private static JobResult fetch(
      BulkFetches plan, JobWork work, BulkStore store, BulkArchive archive, BulkWorker worker)
      throws InterruptedException {
    return BulkEngine.fetch(worker.session(), store, archive, plan.runId(), work);
  }

  private void emit(JobResult result, MultiOutputReceiver out) {
    for (JobResult.StoredFile file : result.stored()) {
      TupleTag<Row> tag = rowTags.get(file.file().reportType());
      if (tag != null) {
        try {
          SpooledRows.read(file, out.get(tag));
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
    out.get(JOBS)
        .output(
            new FinishedBulkJob(
                result.outcomes(),
                result.stored().stream()
                    .map(file -> new FinishedBulkJob.FinishedFile(file.file(), file.changes()))
                    .toList()));
    result.outcomes().forEach(this::count);
  }

  private void count(Outcome outcome) {
    rows.inc(outcome.rows());
    Metrics.counter(AnalytixIO.class, Counters.outcomes(outcome.status())).inc();
    Cause cause = outcome.cause();
    if (outcome.status() == Status.FAILED && cause != null) {
      Metrics.counter(AnalytixIO.class, Counters.failures(cause)).inc();
    }
    monitor.ended(outcome);
  }
}
