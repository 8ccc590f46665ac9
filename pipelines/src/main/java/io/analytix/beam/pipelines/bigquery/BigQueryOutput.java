// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.util.Collection;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
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

  /**
   * Makes the options fit for a BigQuery on this machine, if {@code --bigQueryEndpoint} names one:
   * no credentials are looked for or sent there.
   */
  public static void settle(PipelineOptions options) {
    if (TempLocation.isOnThisMachine(options)) {
      options.as(GcpOptions.class).setCredentialFactoryClass(NoopCredentialFactory.class);
    }
  }

  /** Whether BigQuery is on this machine, so that it reads rows from a folder of it. */
  public static boolean isOnThisMachine(PipelineOptions options) {
    return TempLocation.isOnThisMachine(options);
  }
}
