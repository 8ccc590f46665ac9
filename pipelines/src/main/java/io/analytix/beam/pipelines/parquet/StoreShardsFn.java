// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Stores shards under the output's lock; a bundle's outcomes follow its rows. */
final class StoreShardsFn extends DoFn<FinishedShard, StoredShard> {
  private static final long serialVersionUID = 1L;

  private final Counter filesWritten = counter("files-written");
  private final Counter filesUntouched = counter("files-untouched");
  private final Counter filesDeleted = counter("files-deleted");
  private final Counter rowsInserted = counter("rows-inserted");
  private final Counter rowsUpdated = counter("rows-updated");
  private final Counter rowsDeleted = counter("rows-deleted");
  private final Counter rowsUnchanged = counter("rows-unchanged");
  private final Counter storeFailures = counter("store-failures");
  private final Counter unconfirmed = counter("empty-unconfirmed");

  private final String folder;
  private final String token;
  private final ArrayList<ReportDefinition> reports;
  private transient @Nullable OutputLock lock;
  private transient ShardStore store;
  private transient OutcomeParts outcomes;

  StoreShardsFn(String folder, String token, List<ReportDefinition> reports) {
    this.folder = folder;
    this.token = token;
    this.reports = new ArrayList<>(reports);
  }

  @Setup
  public void setup(PipelineOptions options) {
    Path output = ParquetOutput.local(folder);
    OutputFiles files = new LocalFiles(output);
    store = new ShardStore(files, reports);
    outcomes = new OutcomeParts(files);
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
    count(stored.changes());
    unconfirmed.inc(stored.unconfirmed());
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

  private void count(Changes changes) {
    filesWritten.inc(changes.filesWritten());
    filesUntouched.inc(changes.filesUntouched());
    filesDeleted.inc(changes.filesDeleted());
    rowsInserted.inc(changes.rowsInserted());
    rowsUpdated.inc(changes.rowsUpdated());
    rowsDeleted.inc(changes.rowsDeleted());
    rowsUnchanged.inc(changes.rowsUnchanged());
    storeFailures.inc(changes.storeFailures());
  }

  private static Counter counter(String name) {
    return Metrics.counter(ReplaceInParquet.class, name);
  }
}
