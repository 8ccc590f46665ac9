// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedBulkJob;
import io.analytix.beam.outcome.Outcome;
import java.io.IOException;
import java.util.List;

/**
 * Stores the outcomes of bulk jobs, whose rows are stored already. Those of a job are stored
 * together: an outcome means that all files of the job that were generated before have one, too.
 */
final class StoreBulkOutcomesFn extends LockedOutputFn<FinishedBulkJob, Outcome> {
  private static final long serialVersionUID = 1L;

  StoreBulkOutcomesFn(ParquetOutput output, JobLock jobLock) {
    super(output, jobLock, List.of());
  }

  @ProcessElement
  public void process(@Element FinishedBulkJob job, OutputReceiver<Outcome> out)
      throws IOException {
    requireLock();
    job.files().forEach(file -> StoreCounters.count(file.stored()));
    add(job.outcomes());
    job.outcomes().forEach(out::output);
  }
}
