// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Stores the responses of a read in BigQuery: a table for each report, partitioned by day or month
 * and clustered by channel, and the table {@code analytix_outcomes}.
 *
 * <p>Load jobs write rows to staging tables; after all are loaded, one {@code MERGE} per report
 * updates changed rows, inserts new ones, and deletes rows that a response covers and no longer
 * contains; all other rows stay. So a repeated run is always safe. Outcomes are stored after their
 * rows. If a statement fails permanently, the outcomes of its report become failures; other reports
 * are not affected.
 *
 * <p>The sink holds the lock of the dataset while it runs. {@link #prepare} takes it as the first
 * step of the pipeline, and {@code read.after(…)} waits for it: then no response is older than the
 * lock, and none overwrites a newer one. {@link #withLock} uses a lock that is already held.
 * Without either, the lock is taken in parallel to the read, which is safe only if no other run
 * starts at the same time. Retried steps change nothing, because loads and statements are
 * identified by job ids. Requires {@code --tempLocation} in Cloud Storage; endpoint and credentials
 * come from Beam's options.
 *
 * <p>The output is the stored outcomes.
 */
public final class ReplaceInBigQuery extends PTransform<ReadResult, PCollection<Outcome>> {
  private static final long serialVersionUID = 1L;

  private final String dataset;
  private final CompatibilityViews compatibility;
  private final boolean breakLock;
  private final @Nullable LockOwner holder;
  private final boolean keepsLock;
  private final transient @Nullable PCollection<LockOwner> prepared;

  private ReplaceInBigQuery(
      String dataset,
      CompatibilityViews compatibility,
      boolean breakLock,
      @Nullable LockOwner holder,
      boolean keepsLock,
      @Nullable PCollection<LockOwner> prepared) {
    this.dataset = dataset;
    this.compatibility = compatibility;
    this.breakLock = breakLock;
    this.holder = holder;
    this.keepsLock = keepsLock;
    this.prepared = prepared;
  }

  /**
   * A sink that takes the lock of its dataset when it starts.
   *
   * @param dataset {@code project:dataset}, which must exist
   * @throws BigQueryException if it is not a dataset name
   */
  public static ReplaceInBigQuery to(String dataset) {
    String name = DatasetPlan.named(dataset).toString();
    return new ReplaceInBigQuery(name, CompatibilityViews.NONE, false, null, false, null);
  }

  /** Also creates these views; by default none. */
  public ReplaceInBigQuery withCompatibilityViews(CompatibilityViews views) {
    return new ReplaceInBigQuery(dataset, views, breakLock, holder, keepsLock, prepared);
  }

  /** Takes over the lock from its current owner; only safe if that run has ended. */
  public ReplaceInBigQuery breakingLock() {
    return new ReplaceInBigQuery(dataset, compatibility, true, holder, keepsLock, prepared);
  }

  /** Writes under this lock instead of taking one when the run starts. */
  public ReplaceInBigQuery withLock(DatasetLease lock) {
    if (!lock.dataset().toString().equals(dataset)) {
      throw new IllegalArgumentException(
          "the lock is of " + lock.dataset() + ", but the output is " + dataset);
    }
    return new ReplaceInBigQuery(dataset, compatibility, breakLock, lock.owner(), keepsLock, null);
  }

  /**
   * The first step of a pipeline: takes the lock, removes staging tables of failed runs, and
   * creates or extends tables and views. Its output is the lock owner; a concurrent run fails here.
   * Let the read wait for it, and pass it to {@link #prepared}.
   */
  public PTransform<PBegin, PCollection<LockOwner>> prepare(
      List<? extends TableDefinition> reports) {
    return new PrepareDataset(DatasetPlan.of(dataset, reports, compatibility), breakLock);
  }

  /** Writes under the lock that {@link #prepare} took in this pipeline. */
  public ReplaceInBigQuery prepared(PCollection<LockOwner> locked) {
    return new ReplaceInBigQuery(dataset, compatibility, breakLock, null, keepsLock, locked);
  }

  /** Neither releases the lock nor drops staging tables: a later step does. */
  ReplaceInBigQuery keepingLock() {
    return new ReplaceInBigQuery(dataset, compatibility, breakLock, holder, true, prepared);
  }

  @Override
  public PCollection<Outcome> expand(ReadResult read) {
    Pipeline pipeline = read.getPipeline();
    DatasetPlan plan =
        DatasetPlan.of(
            dataset,
            read.reports().values().stream().map(ReportSchema::definition).toList(),
            compatibility);
    plan.check();
    PCollection<LockOwner> ready = ready(pipeline, plan);
    PCollectionView<LockOwner> held = ready.apply("LockOwner", View.asSingleton());

    PCollection<ReplacedReport> replaced =
        read.finishedShards()
            .apply("StageShards", ParDo.of(new StageShardsFn(plan, held)).withSideInputs(held))
            .apply("LoadStaging", new LoadRows(plan, held, "rows"))
            .apply("Replace", ParDo.of(new ReplaceFn(plan, held)).withSideInputs(held))
            .setCoder(SerializableCoder.of(ReplacedReport.class));
    PCollection<LockOwner> before =
        ready
            .apply("AwaitRows", Wait.on(replaced))
            .apply("RequireLock", ParDo.of(new RequireLockFn(plan)))
            .setCoder(SerializableCoder.of(LockOwner.class));
    PCollection<Outcome> outcomes = outcomes(read.finishedShards(), replaced, before);
    PCollection<StagedRows> appended = OutcomeSteps.append(outcomes, plan, held, "outcomes");
    if (holder != null || keepsLock) {
      // Who holds the lock drops the staging tables.
      return OutcomeSteps.typed(outcomes.apply("AwaitCommit", Wait.on(replaced, before, appended)));
    }
    PCollection<LockOwner> finished =
        OutcomeSteps.finish(ready, plan, List.of(replaced, before, appended));
    return OutcomeSteps.typed(outcomes.apply("AwaitCommit", Wait.on(finished)));
  }

  /** The lock owner, after the lock is taken and the tables are prepared. */
  private PCollection<LockOwner> ready(Pipeline pipeline, DatasetPlan plan) {
    if (prepared != null) {
      return prepared;
    }
    return holder == null
        ? pipeline.apply("PrepareDataset", new PrepareDataset(plan, breakLock))
        : PrepareDataset.prepare(
            pipeline.apply(
                "LockHeld", Create.of(holder).withCoder(SerializableCoder.of(LockOwner.class))),
            plan,
            LockUse.HELD);
  }

  private static PCollection<Outcome> outcomes(
      PCollection<FinishedShard> shards,
      PCollection<ReplacedReport> replaced,
      PCollection<LockOwner> before) {
    PCollectionView<Map<String, ReplacedReport>> failures = OutcomeSteps.failures(replaced);
    PCollection<FinishedShard> awaited =
        shards.apply("AwaitStatements", Wait.on(before)).setCoder(shards.getCoder());
    return OutcomeSteps.typed(
        awaited.apply(
            "Outcomes", ParDo.of(new OutcomesFn(failures)).withSideInputs(List.of(failures))));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder
        .add(DisplayData.item("dataset", dataset))
        .add(DisplayData.item("compatibilityViews", compatibility.name()));
  }
}
