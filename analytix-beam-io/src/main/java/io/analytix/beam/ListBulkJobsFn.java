// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.bulk.AccountTypes;
import io.analytix.beam.internal.bulk.BulkEngine;
import io.analytix.beam.internal.bulk.JobListing;
import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.plan.QuotaUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.KV;

/** Lists the jobs of all accounts and their files, with the run's id as the key. */
@DoFn.BoundedPerElement
final class ListBulkJobsFn extends DoFn<BulkLists, KV<String, JobListing>> {
  private final BulkSetup setup;
  private transient RunMonitor monitor;

  ListBulkJobsFn(BulkSetup setup) {
    this.setup = setup;
  }

  @Setup
  public void setup() {
    monitor = setup.monitors().open();
  }

  @GetInitialRestriction
  public FetchRestriction whole(@Element BulkLists plan) {
    return new FetchRestriction(0, plan.accounts().size(), SchedulerCheckpoint.fresh(plan.used()));
  }

  @ProcessElement
  public ProcessContinuation process(
      @Element BulkLists plan,
      RestrictionTracker<FetchRestriction, FetchPosition> tracker,
      OutputReceiver<KV<String, JobListing>> out)
      throws InterruptedException {
    FetchRestriction rest = tracker.currentRestriction();
    BulkWorker worker = BulkWorker.take(plan.runId(), rest.state(), setup);
    try {
      int next =
          new BulkLane(
                  worker.listener(),
                  monitor,
                  setup.maxInFlight(),
                  setup.checkpointInterval(),
                  Counters.BULK_REQUESTS,
                  Counters.BULK_LISTS)
              .<List<JobListing>>run(
                  rest.next(),
                  rest.end(),
                  item -> tracker.tryClaim(new FetchPosition(item, state(worker))),
                  item -> list(plan.accounts().get(item), worker),
                  listings -> listings.forEach(job -> out.output(KV.of(plan.runId(), job))));
      if (next == rest.end()) {
        return ProcessContinuation.stop();
      }
    } finally {
      // The step that fetches goes on with it.
      worker.cache(plan.runId());
    }
    tracker.tryClaim(new FetchPosition(FetchPosition.CHECKPOINT, state(worker)));
    return ProcessContinuation.resume();
  }

  private Callable<List<JobListing>> list(BulkLists.Group group, BulkWorker worker) {
    Instant asOf = setup.asOf();
    return () -> {
      List<JobListing> listings = new ArrayList<>();
      for (AccountTypes record : group.records()) {
        listings.addAll(BulkEngine.list(worker.session(), record, setup.createJobs(), asOf));
      }
      return listings;
    };
  }

  /** What the next worker needs. */
  static SchedulerCheckpoint state(BulkWorker worker) {
    QuotaUse used = worker.session().limiter().used();
    return new SchedulerCheckpoint(
        worker.session().limiter().nextSlot(), used, QuotaUse.none(used.day()), List.of());
  }
}
