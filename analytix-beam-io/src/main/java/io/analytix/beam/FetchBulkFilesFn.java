// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.internal.bulk.BulkEngine;
import io.analytix.beam.internal.bulk.JobResult;
import io.analytix.beam.internal.bulk.JobWork;
import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.outcome.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
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

  @ProcessElement
  public ProcessContinuation process(
      @Element BulkFetches plan,
      RestrictionTracker<FetchRestriction, FetchPosition> tracker,
      MultiOutputReceiver out,
      PipelineOptions options)
      throws InterruptedException {
    FetchRestriction rest = tracker.currentRestriction();
    if (rest.state().isFresh()) {
      monitor.startedBulk(plan.runId(), plan.jobs().stream().mapToLong(JobWork::outcomes).sum());
    }
    BulkWorker worker = BulkWorker.take(plan.runId(), rest.state(), setup);
    boolean done = false;
    try (BulkStore store = stores.open(options);
        BulkArchive archive = stores.archive(options)) {
      int next =
          new BulkLane(
                  worker.listener(),
                  monitor,
                  setup.maxInFlight(),
                  setup.checkpointInterval(),
                  Counters.BULK_REQUESTS)
              .<JobResult>run(
                  rest.next(),
                  rest.end(),
                  item -> tracker.tryClaim(new FetchPosition(item, ListBulkJobsFn.state(worker))),
                  item ->
                      () ->
                          BulkEngine.fetch(
                              worker.session(),
                              store,
                              archive,
                              plan.runId(),
                              plan.jobs().get(item)),
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

  private void emit(JobResult result, MultiOutputReceiver out) {
    for (JobResult.StoredFile file : result.stored()) {
      TupleTag<Row> tag = rowTags.get(file.file().reportType());
      if (tag != null) {
        try {
          SpooledRows.read(file, out.get(tag));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    out.get(JOBS)
        .output(
            new FinishedBulkJob(
                result.outcomes(),
                result.stored().stream()
                    .map(
                        file ->
                            new FinishedBulkJob.FinishedFile(
                                file.file(),
                                file.changes(),
                                file.table().newColumns(),
                                file.replaces()))
                    .toList(),
                result.status()));
    result.outcomes().forEach(this::count);
    OutcomeCounters.count(result.status());
    monitor.jobEnded(result.status());
  }

  private void count(Outcome outcome) {
    OutcomeCounters.count(outcome);
    monitor.ended(outcome);
  }
}
