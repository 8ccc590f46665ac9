// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Creates the lock owner of the run, takes the lock and prepares the tables. */
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
            .apply("Start", Create.of(new byte[0]).withCoder(ByteArrayCoder.of()))
            .apply("DrawOwner", ParDo.of(new CreateLockOwnerFn(onDataflow(begin.getPipeline()))))
            .setCoder(SerializableCoder.of(LockOwner.class))
            // A retried step must not create another owner.
            .apply("OwnerFixed", Reshuffle.viaRandomKey()),
        plan,
        breakLock);
  }

  /** Takes the lock and prepares the tables for this owner. */
  static PCollection<LockOwner> prepare(
      PCollection<LockOwner> owner, DatasetPlan plan, boolean breakLock) {
    return owner
        .apply("Prepare", ParDo.of(new PrepareDatasetFn(plan, breakLock)))
        .setCoder(SerializableCoder.of(LockOwner.class))
        .apply("Prepared", Reshuffle.viaRandomKey());
  }

  private static boolean onDataflow(Pipeline pipeline) {
    return pipeline.getOptions().getRunner().getSimpleName().equals("DataflowRunner");
  }
}
