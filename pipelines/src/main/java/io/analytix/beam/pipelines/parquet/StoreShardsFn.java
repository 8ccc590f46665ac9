// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** Stores shards. */
final class StoreShardsFn extends LockedOutputFn<FinishedShard, StoredShard> {
  private static final long serialVersionUID = 1L;

  private transient ShardWriter store;

  StoreShardsFn(ParquetOutput output, JobLock jobLock, List<? extends TableDefinition> reports) {
    super(output, jobLock, reports);
  }

  @Override
  @Setup
  public void setup(PipelineOptions options) {
    super.setup(options);
    store = new ShardWriter(files(), reports());
  }

  @ProcessElement
  public void process(@Element FinishedShard shard, OutputReceiver<StoredShard> out)
      throws IOException {
    requireLock();
    StoredShard stored = store.store(shard);
    StoreCounters.count(stored);
    add(stored.outcomes());
    out.output(stored);
  }
}
