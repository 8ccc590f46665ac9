// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.TableRow;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.CreateDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.WriteDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryUtils;
import org.apache.beam.sdk.io.gcp.bigquery.TableDestination;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
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

  static PCollection<TableDestination> append(PCollection<Outcome> outcomes, DatasetPlan plan) {
    return outcomes
        .apply(
            "AppendOutcomes",
            BigQueryIO.<Outcome>write()
                .to(plan.dataset().spec(TableShape.OUTCOMES))
                .withFormatFunction(new OutcomeFormat())
                .withMethod(BigQueryIO.Write.Method.FILE_LOADS)
                .withCreateDisposition(CreateDisposition.CREATE_NEVER)
                .withWriteDisposition(WriteDisposition.WRITE_APPEND)
                .withLoadJobProjectId(jobProject(outcomes.getPipeline(), plan))
                .withoutValidation())
        .getSuccessfulTableLoads();
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

  static String jobProject(Pipeline pipeline, DatasetPlan plan) {
    return DatasetClient.jobProject(
        plan.dataset(), pipeline.getOptions().as(BigQueryOptions.class));
  }

  static PCollection<Outcome> typed(PCollection<Outcome> outcomes) {
    return outcomes.setSchema(
        OutcomeRow.SCHEMA, TypeDescriptor.of(Outcome.class), OutcomeRow::of, OutcomeRow::read);
  }

  private static final class OutcomeFormat extends SimpleFunction<Outcome, TableRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public TableRow apply(Outcome outcome) {
      return BigQueryUtils.toTableRow(OutcomeRow.of(outcome));
    }
  }
}
