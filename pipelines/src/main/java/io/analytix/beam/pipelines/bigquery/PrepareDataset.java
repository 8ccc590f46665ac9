// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.Runners;
import io.analytix.beam.pipelines.storage.LockOwner;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Draws the owner of the run, takes the lock for it and prepares its tables. */
final class PrepareDataset extends PTransform<PBegin, PCollection<LockOwner>> {
  private static final long serialVersionUID = 1L;

  private final DatasetPlan plan;
  private final boolean breakLock;

  PrepareDataset(DatasetPlan plan, boolean breakLock) {
    this.plan = plan;
    this.breakLock = breakLock;
  }

  @Override
  public PCollection<LockOwner> expand(PBegin begin) {
    plan.check();
    return prepare(
        begin
            .apply("Start", Impulse.create())
            .apply(
                "DrawOwner",
                ParDo.of(
                    new CreateLockOwnerFn(Runners.isDataflow(begin.getPipeline().getOptions()))))
            .setCoder(SerializableCoder.of(LockOwner.class))
            // A retry of a later step must not draw another owner.
            .apply("OwnerFixed", Reshuffle.viaRandomKey()),
        plan,
        breakLock ? LockUse.BREAK : LockUse.TAKE);
  }

  /** Prepares the tables for an owner of the lock. */
  static PCollection<LockOwner> prepare(
      PCollection<LockOwner> owner, DatasetPlan plan, LockUse lock) {
    return owner
        .apply("Prepare", ParDo.of(new PrepareDatasetFn(plan, lock)))
        .setCoder(SerializableCoder.of(LockOwner.class))
        .apply("Prepared", Reshuffle.viaRandomKey());
  }
}
