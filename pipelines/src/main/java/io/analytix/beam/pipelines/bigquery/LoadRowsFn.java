// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Loads all rows that were staged under a name, and outputs what they are. */
final class LoadRowsFn extends DatasetStep<KV<String, Iterable<StagedRows>>, StagedRows> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<LockOwner> holder;

  LoadRowsFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan);
    this.holder = holder;
  }

  @ProcessElement
  public void process(ProcessContext context, PipelineOptions options) throws IOException {
    StagedRows all = StagedRows.all(context.element().getValue());
    dataset(options)
        .load(context.sideInput(holder).token(), context.element().getKey(), all.files());
    context.output(all);
  }
}
