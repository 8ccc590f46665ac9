// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;

/** Takes the lock if need be and prepares the tables, or fails with one line. */
final class PrepareDatasetFn extends DatasetStep<LockOwner, LockOwner> {
  private static final long serialVersionUID = 1L;

  private final LockUse lock;

  PrepareDatasetFn(DatasetPlan plan, LockUse lock) {
    super(plan);
    this.lock = lock;
  }

  @ProcessElement
  public void process(
      @Element LockOwner owner, OutputReceiver<LockOwner> out, PipelineOptions options)
      throws IOException {
    OpenDataset dataset = dataset(options);
    if (lock == LockUse.HELD) {
      dataset.lock().require(owner);
      dataset.prepareTables(owner);
    } else {
      dataset.prepare(owner, lock == LockUse.BREAK);
    }
    out.output(owner);
  }
}
