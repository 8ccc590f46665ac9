// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;

/** Takes the output's lock for the job, before a shard is stored. A second time changes nothing. */
final class TakeLockFn extends DoFn<String, String> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final LockClaim claim;

  TakeLockFn(ParquetOutput output, LockClaim claim) {
    this.output = output;
    this.claim = claim;
  }

  @ProcessElement
  public void process(@Element String job, OutputReceiver<String> out, PipelineOptions options) {
    HeldLock unused = output.with(options).files().lock(claim.request(options));
    out.output(job);
  }
}
