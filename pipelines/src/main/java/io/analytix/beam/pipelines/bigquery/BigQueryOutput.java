// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.util.Collection;
import org.apache.beam.sdk.options.PipelineOptions;

/** The dataset as a whole: whether a run may write there, asked before it fetches anything. */
public final class BigQueryOutput {
  private BigQueryOutput() {}

  /**
   * Returns if the dataset is there, its tables are of these reports as they are defined now, and
   * jobs may run. Nothing is changed.
   *
   * @param dataset {@code project:dataset}
   * @param options Beam's own: credentials, {@code --bigQueryEndpoint}, {@code --tempLocation}
   * @throws BigQueryException with one line, if a report's columns were removed or retyped or its
   *     query is another, or if the dataset is missing or forbidden
   * @throws IOException if BigQuery cannot be reached
   */
  public static void check(
      String dataset,
      Collection<ReportDefinition> reports,
      CompatibilityViews compatibility,
      PipelineOptions options)
      throws IOException {
    TempLocation.check(options);
    OpenDataset.of(DatasetPlan.of(dataset, reports, compatibility), options).check();
  }
}
