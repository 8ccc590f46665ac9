// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;

/** Draws who the run is when it runs: a graph may be run twice, an owner must not. */
final class CreateLockOwnerFn extends DoFn<byte[], LockOwner> {
  private static final long serialVersionUID = 1L;

  private final boolean onDataflow;

  CreateLockOwnerFn(boolean onDataflow) {
    this.onDataflow = onDataflow;
  }

  @ProcessElement
  public void process(OutputReceiver<LockOwner> out, PipelineOptions options) {
    out.output(
        new LockOwner(
            RunTokens.draw(),
            onDataflow
                ? LockOwner.dataflow(
                    options.as(GcpOptions.class).getProject(), options.getJobName())
                : LockOwner.process()));
  }
}
