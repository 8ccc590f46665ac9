// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.util.Collection;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The right of one run to write to a dataset, taken before it fetches anything and given back when
 * it is closed. Whoever holds it may hand it to {@link ReplaceInBigQuery#withLock}.
 */
public final class DatasetLease implements AutoCloseable {
  private final OpenDataset dataset;
  private final DatasetPlan plan;
  private final LockOwner owner;

  private DatasetLease(OpenDataset dataset, DatasetPlan plan, LockOwner owner) {
    this.dataset = dataset;
    this.plan = plan;
    this.owner = owner;
  }

  /**
   * Takes the lock of a dataset for this process, removes what broken runs left there, and makes
   * its tables and views ready.
   *
   * @param breakLock whether to take it from whoever holds it
   * @throws BigQueryException with one line, if another run holds it or a table does not fit
   * @throws IOException if BigQuery cannot be reached
   */
  public static DatasetLease take(
      String dataset,
      Collection<ReportDefinition> reports,
      CompatibilityViews compatibility,
      boolean breakLock,
      PipelineOptions options)
      throws IOException {
    DatasetPlan plan = DatasetPlan.of(dataset, reports, compatibility);
    OpenDataset open = OpenDataset.of(plan, options);
    LockOwner owner = new LockOwner(RunTokens.draw(), LockOwner.process());
    DatasetLease held = new DatasetLease(open, plan, owner);
    try {
      open.prepare(owner, breakLock);
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
    return held;
  }

  DatasetName dataset() {
    return plan.dataset();
  }

  LockOwner owner() {
    return owner;
  }

  /**
   * Drops what the run has left staged, and gives the lock back.
   *
   * @throws IOException if BigQuery cannot be reached; then the next run does it
   */
  @Override
  public void close() throws IOException {
    if (dataset.client().find(TableShape.OUTCOMES).isPresent()) {
      StagingTables.drop(dataset.client(), owner.token());
      dataset.lock().release(owner.token());
    }
  }
}
