// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.storage.WriteLock;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;

/** Releases the output's lock, unless another run has taken it from the job. */
final class ReleaseLockFn extends DoFn<String, Void> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final JobLock lock;

  ReleaseLockFn(ParquetOutput output, JobLock lock) {
    this.output = output;
    this.lock = lock;
  }

  @ProcessElement
  public void process(PipelineOptions options) {
    WriteLock kept = output.with(options).files().lock();
    OutputLock.release(kept, lock.request(options).owner());
  }
}
