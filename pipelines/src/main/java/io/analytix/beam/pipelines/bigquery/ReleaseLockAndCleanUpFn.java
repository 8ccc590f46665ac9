// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

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
    dataset(options).finish(owner, !plan().bulkTypes().isEmpty());
    out.output(owner);
  }
}
