// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;

/** Fails unless the run still holds the lock. */
final class RequireLockFn extends DatasetStep<LockOwner, LockOwner> {
  private static final long serialVersionUID = 1L;

  RequireLockFn(DatasetPlan plan) {
    super(plan);
  }

  @ProcessElement
  public void process(
      @Element LockOwner owner, OutputReceiver<LockOwner> out, PipelineOptions options)
      throws IOException {
    dataset(options).lock().require(owner);
    out.output(owner);
  }
}
