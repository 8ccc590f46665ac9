// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.ReadResult;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.util.Collection;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a dataset, held by a run of this process from before its first request until it is
 * closed. For {@link ReplaceInBigQuery#withLock}.
 */
public final class DatasetLease implements Output.Lease {
  private final OpenDataset dataset;
  private final DatasetPlan plan;
  private final LockOwner owner;
  private final PipelineOptions options;
  private boolean hasBulk;

  private DatasetLease(
      OpenDataset dataset, DatasetPlan plan, LockOwner owner, PipelineOptions options) {
    this.dataset = dataset;
    this.plan = plan;
    this.owner = owner;
    this.options = options;
  }

  /**
   * Takes the lock of a dataset, removes staging tables of broken runs, and prepares the tables and
   * views.
   *
   * @param breakLock whether to take the lock from the run that holds it
   * @throws BigQueryException with one line, if another run holds the lock or a table does not fit
   * @throws IOException if BigQuery cannot be reached
   */
  public static DatasetLease take(
      String dataset,
      Collection<? extends TableDefinition> tables,
      CompatibilityViews compatibility,
      boolean breakLock,
      PipelineOptions options)
      throws IOException {
    DatasetPlan plan = DatasetPlan.of(dataset, tables, compatibility);
    OpenDataset open = OpenDataset.of(plan, options);
    LockOwner owner = LockOwner.of(RunTokens.draw(), false, options);
    DatasetLease held = new DatasetLease(open, plan, owner, options);
    try {
      open.prepare(owner, breakLock);
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
    return held;
  }

  @Override
  public void replace(ReadResult read) {
    read.apply(
        "ReplaceInBigQuery",
        ReplaceInBigQuery.to(plan.dataset().toString())
            .withCompatibilityViews(plan.compatibility())
            .withLock(this));
  }

  @Override
  public void replaceBulk(Pipeline pipeline, AnalytixIO.ReadBulk read, @Nullable String archive) {
    hasBulk = true;
    PCollection<LockOwner> held =
        pipeline.apply(
            "BulkLockHeld", Create.of(owner).withCoder(SerializableCoder.of(LockOwner.class)));
    pipeline.apply("ReplaceBulk", new ReplaceBulkInBigQuery(plan, read, archive, held));
  }

  DatasetName dataset() {
    return plan.dataset();
  }

  LockOwner owner() {
    return owner;
  }

  /**
   * Drops the run's staging tables and releases the lock.
   *
   * @throws IOException if BigQuery cannot be reached; then the next run does both
   */
  @Override
  public void close() throws IOException {
    if (dataset.client().find(TableShape.OUTCOMES).isPresent()) {
      dataset.finish(owner, hasBulk);
    }
    TempLocation.delete(options);
  }
}
