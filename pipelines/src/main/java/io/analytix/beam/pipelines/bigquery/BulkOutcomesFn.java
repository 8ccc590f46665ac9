// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.FinishedBulkJob;
import io.analytix.beam.outcome.Outcome;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** The final outcomes of bulk jobs, once the report types that could not be stored are known. */
final class BulkOutcomesFn extends DoFn<FinishedBulkJob, Outcome> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<Map<String, ReplacedReport>> failures;

  BulkOutcomesFn(PCollectionView<Map<String, ReplacedReport>> failures) {
    this.failures = failures;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    Map<String, ReplacedReport> failed = context.sideInput(failures);
    for (Outcome outcome : context.element().outcomes()) {
      ReplacedReport report = failed.get(outcome.report());
      context.output(
          report == null || outcome.rows() == 0 ? outcome : report.finalOutcome(outcome));
    }
  }
}
