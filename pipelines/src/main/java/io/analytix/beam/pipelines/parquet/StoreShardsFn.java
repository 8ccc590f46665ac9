// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Stores shards under the output's lock; a bundle's outcomes follow its rows. */
final class StoreShardsFn extends DoFn<FinishedShard, StoredShard> {
  private static final long serialVersionUID = 1L;

  private final StoreCounters counters = new StoreCounters();

  private final ParquetOutput output;
  private final String token;
  private final ArrayList<ReportDefinition> reports;
  private transient @Nullable OutputLock lock;
  private transient ShardStore store;
  private transient OutcomeParts outcomes;

  StoreShardsFn(ParquetOutput output, String token, List<ReportDefinition> reports) {
    this.output = output;
    this.token = token;
    this.reports = new ArrayList<>(reports);
  }

  @Setup
  public void setup(PipelineOptions options) {
    OutputFiles files = output.files();
    store = new ShardStore(files, reports);
    outcomes = new OutcomeParts(files, reports);
    lock = OutputLock.take(output, token, "job " + options.getJobName());
  }

  @StartBundle
  public void startBundle() {
    outcomes.clear();
  }

  @ProcessElement
  public void process(@Element FinishedShard shard, OutputReceiver<StoredShard> out)
      throws IOException {
    StoredShard stored = store.store(shard);
    counters.count(stored);
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
