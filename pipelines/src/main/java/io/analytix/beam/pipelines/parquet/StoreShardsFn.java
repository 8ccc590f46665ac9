// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Stores shards under the output's lock; the outcomes of a bundle are written after its rows. */
final class StoreShardsFn extends DoFn<FinishedShard, StoredShard> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final JobLock jobLock;
  private final ArrayList<ReportDefinition> reports;
  private transient @Nullable OutputLock lock;
  private transient ShardWriter store;
  private transient OutcomeFiles outcomes;
  private transient boolean begun;

  StoreShardsFn(ParquetOutput output, JobLock jobLock, List<ReportDefinition> reports) {
    this.output = output;
    this.jobLock = jobLock;
    this.reports = new ArrayList<>(reports);
  }

  @Setup
  public void setup(PipelineOptions options) {
    ParquetOutput here = output.with(options);
    FileStore files = here.files();
    store = new ShardWriter(files, reports);
    outcomes = new OutcomeFiles(files, reports);
    lock = OutputLock.share(here, jobLock.request(options));
  }

  @StartBundle
  public void startBundle() {
    outcomes.clear();
    begun = false;
  }

  @ProcessElement
  public void process(@Element FinishedShard shard, OutputReceiver<StoredShard> out)
      throws IOException {
    if (!begun && lock != null) {
      // A bundle may start before the lock is taken.
      lock.require();
      begun = true;
    }
    StoredShard stored = store.store(shard);
    StoreCounters.count(stored);
    outcomes.add(stored.outcomes());
    out.output(stored);
  }

  @FinishBundle
  public void finishBundle() throws IOException {
    outcomes.write();
  }

  @Teardown
  public void teardown() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
