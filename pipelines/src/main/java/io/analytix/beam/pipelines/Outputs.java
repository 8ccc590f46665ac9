// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.pipelines.bigquery.BigQueryOutput;
import io.analytix.beam.pipelines.bigquery.CompatibilityViews;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The output that the options name. A new {@link Output} is added here, with an option of its own.
 */
public final class Outputs {
  private Outputs() {}

  /**
   * The output of a run.
   *
   * @throws IllegalArgumentException with one line, if the options name none or two
   */
  public static Output of(AnalytixOptions options) {
    return find(options)
        .orElseThrow(
            () ->
                new UsageException(
                    "--output is missing: name the folder for the Parquet files, or a BigQuery"
                        + " dataset with --outputDataset=project:dataset"));
  }

  /** The same, where an output is optional. */
  public static Optional<Output> find(AnalytixOptions options) {
    String folder = text(options.getOutput());
    String dataset = text(options.getOutputDataset());
    if (folder != null && dataset != null) {
      throw new UsageException(
          "--output is " + folder + " and --outputDataset is " + dataset + ": give one of them");
    }
    CompatibilityViews views = CompatibilityViews.parse(options.getCompatibilityViews());
    if (dataset == null && views != CompatibilityViews.NONE) {
      throw new UsageException("--compatibilityViews goes with --outputDataset only");
    }
    boolean here = dataset == null && (folder == null || ParquetOutput.isFolder(folder));
    if (options.getBreakLock() && here) {
      throw new UsageException(
          "--breakLock is for locks that outlive their process: that of a folder ends with it");
    }
    if (folder != null && ("file:" + folder).equals(options.getTokenRecords())) {
      throw new UsageException(
          "--output is "
              + folder
              + ", where the token records are: tables need a folder of their own");
    }
    if (dataset != null) {
      return Optional.of(new BigQueryOutput(dataset, views, options));
    }
    return Optional.ofNullable(folder).map(address -> ParquetOutput.at(address, options));
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
