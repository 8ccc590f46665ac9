// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** Loads rows after the last of them was staged. Outputs one element, none if there are no rows. */
final class LoadRows extends PTransform<PCollection<StagedRows>, PCollection<StagedRows>> {
  private static final long serialVersionUID = 1L;

  private final DatasetPlan plan;
  private final PCollectionView<LockOwner> holder;
  private final String jobs;

  /**
   * A step that loads.
   *
   * @param jobs their name, unique in the run
   */
  LoadRows(DatasetPlan plan, PCollectionView<LockOwner> holder, String jobs) {
    this.plan = plan;
    this.holder = holder;
    this.jobs = jobs;
  }

  @Override
  public PCollection<StagedRows> expand(PCollection<StagedRows> staged) {
    return staged
        .apply("WithName", WithKeys.of(jobs))
        .apply("Together", GroupByKey.create())
        // A retried load must not find other files.
        .apply("FilesFixed", Reshuffle.of())
        .apply("Load", ParDo.of(new LoadRowsFn(plan, holder)).withSideInputs(holder));
  }
}
