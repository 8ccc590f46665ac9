// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Stores elements under the output's lock; the outcomes of a bundle are written after its rows. */
abstract class LockedOutputFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final JobLock jobLock;
  private final ArrayList<TableDefinition> reports;
  private transient @Nullable OutputLock lock;
  private transient FileStore files;
  private transient OutcomeFiles outcomes;
  private transient boolean begun;

  LockedOutputFn(ParquetOutput output, JobLock jobLock, List<? extends TableDefinition> reports) {
    this.output = output;
    this.jobLock = jobLock;
    this.reports = new ArrayList<>(reports);
  }

  @Setup
  public void setup(PipelineOptions options) {
    ParquetOutput here = output.with(options);
    files = here.files();
    outcomes = new OutcomeFiles(files, reports);
    lock = OutputLock.share(here, jobLock.request(options));
  }

  @StartBundle
  public void startBundle() {
    outcomes.clear();
    begun = false;
  }

  /** The files of the output, on the worker. */
  final FileStore files() {
    return files;
  }

  final List<TableDefinition> reports() {
    return reports;
  }

  /** To call before an element is stored: a bundle may start before the lock is taken. */
  final void requireLock() throws IOException {
    if (!begun && lock != null) {
      lock.require();
      begun = true;
    }
  }

  /** Adds outcomes whose rows are stored. */
  final void add(List<Outcome> stored) throws IOException {
    outcomes.add(stored);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException, InterruptedException {
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
