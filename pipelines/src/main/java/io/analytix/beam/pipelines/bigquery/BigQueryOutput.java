// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.util.Collection;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** Checks, before a run fetches anything, that it may write to the dataset. */
public final class BigQueryOutput {
  private BigQueryOutput() {}

  /**
   * Checks that the dataset exists, its tables match the current definitions of these reports, and
   * jobs may run. Changes nothing.
   *
   * @param dataset {@code project:dataset}
   * @param options Beam's options: credentials, {@code --bigQueryEndpoint}, {@code --tempLocation}
   * @throws BigQueryException if columns of a report were removed or have another type, if its
   *     query differs, or if the dataset is missing or not accessible
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

  /** Disables credentials if {@code --bigQueryEndpoint} is an address of this machine. */
  public static void settle(PipelineOptions options) {
    if (TempLocation.isOnThisMachine(options)) {
      options.as(GcpOptions.class).setCredentialFactoryClass(NoopCredentialFactory.class);
    }
  }

  /**
   * Whether {@code --bigQueryEndpoint} is on this machine, so that load jobs read local folders.
   */
  public static boolean isOnThisMachine(PipelineOptions options) {
    return TempLocation.isOnThisMachine(options);
  }
}
