// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedBulkJob;
import io.analytix.beam.outcome.Outcome;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Stores the outcomes of bulk jobs, whose rows are stored already. Those of a job are stored
 * together: an outcome means that all files of the job that were generated before have one, too.
 */
final class StoreBulkOutcomesFn extends DoFn<FinishedBulkJob, Outcome> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final JobLock jobLock;
  private transient @Nullable OutputLock lock;
  private transient OutcomeFiles outcomes;
  private transient boolean begun;

  StoreBulkOutcomesFn(ParquetOutput output, JobLock jobLock) {
    this.output = output;
    this.jobLock = jobLock;
  }

  @Setup
  public void setup(PipelineOptions options) {
    ParquetOutput here = output.with(options);
    outcomes = new OutcomeFiles(here.files(), List.of());
    lock = OutputLock.share(here, jobLock.request(options));
  }

  @StartBundle
  public void startBundle() {
    outcomes.clear();
    begun = false;
  }

  @ProcessElement
  public void process(@Element FinishedBulkJob job, OutputReceiver<Outcome> out)
      throws IOException {
    if (!begun && lock != null) {
      // A bundle may start before the lock is taken.
      lock.require();
      begun = true;
    }
    job.files().forEach(file -> StoreCounters.count(file.stored()));
    outcomes.add(job.outcomes());
    job.outcomes().forEach(out::output);
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
