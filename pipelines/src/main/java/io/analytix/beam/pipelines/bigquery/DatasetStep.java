// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** A step that opens the dataset for its first element. */
abstract class DatasetStep<InputT, OutputT> extends DoFn<InputT, OutputT> {
  private static final long serialVersionUID = 1L;

  private final DatasetPlan plan;
  private transient @Nullable OpenDataset open;

  DatasetStep(DatasetPlan plan) {
    this.plan = plan;
  }

  final DatasetPlan plan() {
    return plan;
  }

  final OpenDataset dataset(PipelineOptions options) throws IOException {
    if (open == null) {
      open = OpenDataset.of(plan, options);
    }
    return open;
  }
}
