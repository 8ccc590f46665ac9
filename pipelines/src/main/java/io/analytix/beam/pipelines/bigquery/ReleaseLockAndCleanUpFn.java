// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;

/** Drops the run's staging tables, then releases the lock if the job has taken it itself. */
final class ReleaseLockAndCleanUpFn extends DatasetStep<LockOwner, LockOwner> {
  private static final long serialVersionUID = 1L;

  private final boolean release;

  ReleaseLockAndCleanUpFn(DatasetPlan plan, boolean release) {
    super(plan);
    this.release = release;
  }

  @ProcessElement
  public void process(
      @Element LockOwner owner, OutputReceiver<LockOwner> out, PipelineOptions options)
      throws IOException {
    OpenDataset dataset = dataset(options);
    StagingTables.drop(dataset.client(), owner.token());
    if (release) {
      dataset.lock().release(owner);
    }
    out.output(owner);
  }
}
