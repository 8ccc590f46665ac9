// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;

/** Drops the run's staging, then releases the lock. */
final class ReleaseLockAndCleanUpFn extends DatasetStep<LockOwner, LockOwner> {
  private static final long serialVersionUID = 1L;

  ReleaseLockAndCleanUpFn(DatasetPlan plan) {
    super(plan);
  }

  @ProcessElement
  public void process(
      @Element LockOwner owner, OutputReceiver<LockOwner> out, PipelineOptions options)
      throws IOException {
    OpenDataset dataset = dataset(options);
    StagingTables.drop(dataset.client(), owner.token());
    FileStore files = StagingFiles.of(plan().dataset(), options);
    StagingFiles.drop(files, owner.token());
    if (!plan().bulkTypes().isEmpty()) {
      StagingFiles.drop(files, StagingFiles.BULK);
    }
    dataset.lock().release(owner);
    out.output(owner);
  }
}
