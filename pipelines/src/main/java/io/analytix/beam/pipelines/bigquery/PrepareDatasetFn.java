// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;

/** Takes the lock and prepares the tables. */
final class PrepareDatasetFn extends DatasetStep<LockOwner, LockOwner> {
  private static final long serialVersionUID = 1L;

  private final boolean breakLock;

  PrepareDatasetFn(DatasetPlan plan, boolean breakLock) {
    super(plan);
    this.breakLock = breakLock;
  }

  @ProcessElement
  public void process(
      @Element LockOwner owner, OutputReceiver<LockOwner> out, PipelineOptions options)
      throws IOException {
    dataset(options).prepare(owner, breakLock);
    out.output(owner);
  }
}
