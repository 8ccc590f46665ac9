// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** The last steps of both halves: outcomes after their rows, then the end of the lock. */
final class OutcomeSteps {
  private OutcomeSteps() {}

  /** The reports that could not be stored, by name. */
  static PCollectionView<Map<String, ReplacedReport>> failures(
      PCollection<ReplacedReport> replaced) {
    return byName(replaced.apply("Failures", Filter.by(report -> report.failure() != null)));
  }

  /** All reports by name. */
  static PCollectionView<Map<String, ReplacedReport>> byName(PCollection<ReplacedReport> replaced) {
    return replaced
        .apply(
            "NameOfReport",
            MapElements.into(
                    TypeDescriptors.kvs(
                        TypeDescriptors.strings(), TypeDescriptor.of(ReplacedReport.class)))
                .via(report -> KV.of(report.report(), report)))
        .apply("ReportsByName", View.asMap());
  }

  /**
   * Appends outcomes to their table.
   *
   * @param name of the jobs, unique in the run
   */
  static PCollection<StagedRows> append(
      PCollection<Outcome> outcomes,
      DatasetPlan plan,
      PCollectionView<LockOwner> holder,
      String name) {
    return outcomes
        .apply("StageOutcomes", ParDo.of(new StageOutcomesFn(plan, holder)).withSideInputs(holder))
        .apply("AppendOutcomes", new LoadRows(plan, holder, name));
  }

  /**
   * Drops the run's staging tables and releases the lock.
   *
   * @param steps all earlier steps: a step without elements does not pass waiting on
   */
  static PCollection<LockOwner> finish(
      PCollection<LockOwner> ready, DatasetPlan plan, List<PCollection<?>> steps) {
    return ready
        .apply("AwaitOutcomes", Wait.on(steps))
        .apply("DropStaging", ParDo.of(new ReleaseLockAndCleanUpFn(plan)))
        .setCoder(SerializableCoder.of(LockOwner.class));
  }

  static PCollection<Outcome> typed(PCollection<Outcome> outcomes) {
    return outcomes.setSchema(
        OutcomeRow.SCHEMA, TypeDescriptor.of(Outcome.class), OutcomeRow::of, OutcomeRow::read);
  }
}
