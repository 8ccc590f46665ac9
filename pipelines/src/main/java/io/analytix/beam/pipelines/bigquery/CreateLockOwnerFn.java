// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;

/** Draws the owner when the pipeline runs: a graph may be run twice, each time by another owner. */
final class CreateLockOwnerFn extends DoFn<byte[], LockOwner> {
  private static final long serialVersionUID = 1L;

  private final boolean onDataflow;

  CreateLockOwnerFn(boolean onDataflow) {
    this.onDataflow = onDataflow;
  }

  @ProcessElement
  public void process(OutputReceiver<LockOwner> out, PipelineOptions options) {
    out.output(LockOwner.of(RunTokens.draw(), onDataflow, options));
  }
}
