// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;

/** Gives the output's lock back, unless it was taken from the job. */
final class ReleaseLockFn extends DoFn<String, Void> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final LockClaim claim;

  ReleaseLockFn(ParquetOutput output, LockClaim claim) {
    this.output = output;
    this.claim = claim;
  }

  @ProcessElement
  public void process(PipelineOptions options) {
    output.with(options).files().share(claim.request(options)).release();
  }
}
