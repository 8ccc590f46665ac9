// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.FinishedBulkJob;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.sql.BulkDay;
import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.output.BulkChangeCounters;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** The final outcomes of bulk jobs, once it is known what storing their report types changed. */
final class BulkOutcomesFn extends DoFn<FinishedBulkJob, Outcome> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<Map<String, ReplacedReport>> replaced;

  BulkOutcomesFn(PCollectionView<Map<String, ReplacedReport>> replaced) {
    this.replaced = replaced;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    Map<String, ReplacedReport> reports = context.sideInput(replaced);
    for (Outcome outcome : context.element().outcomes()) {
      ReplacedReport report = reports.get(outcome.report());
      Outcome stored =
          report == null || outcome.rows() == 0 ? outcome : withChanges(outcome, report);
      BulkChangeCounters.count(stored);
      context.output(stored);
    }
  }

  private static Outcome withChanges(Outcome outcome, ReplacedReport report) {
    ChangedRows changes = report.days().get(BulkDay.of(outcome));
    return report.finalOutcome(
        changes == null
            ? outcome
            : outcome.toBuilder()
                .inserted(changes.inserted())
                .updated(changes.updated())
                .deleted(changes.deleted())
                .build());
  }
}
