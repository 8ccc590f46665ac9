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
   * @throws IllegalArgumentException if the options name none or two
   */
  public static Output of(AnalytixOptions options) {
    return find(options)
        .orElseThrow(
            () ->
                new UsageException(
                    "--output is missing: set it to the folder of the Parquet files, or set a"
                        + " BigQuery dataset with --outputDataset=project:dataset"));
  }

  /** The output, if the options name one. */
  public static Optional<Output> find(AnalytixOptions options) {
    String folder = text(options.getOutput());
    String dataset = text(options.getOutputDataset());
    if (folder != null && dataset != null) {
      throw new UsageException(
          "--output is "
              + folder
              + " and --outputDataset is "
              + dataset
              + ": set only one of them");
    }
    CompatibilityViews views = CompatibilityViews.parse(options.getCompatibilityViews());
    if (dataset == null && views != CompatibilityViews.NONE) {
      throw new UsageException("--compatibilityViews requires --outputDataset");
    }
    if (dataset != null && options.getMonthFiles()) {
      throw new UsageException("--monthFiles requires --output: BigQuery needs no month files");
    }
    boolean here = dataset == null && (folder == null || ParquetOutput.isFolder(folder));
    if (options.getBreakLock() && here) {
      throw new UsageException(
          "--breakLock is not needed for a local folder, whose lock ends with its process: leave it"
              + " out");
    }
    if (folder != null && ("file:" + folder).equals(options.getTokenRecords())) {
      throw new UsageException(
          "--output is "
              + folder
              + ", the folder of the token records: use another folder for the tables");
    }
    if (dataset != null) {
      return Optional.of(new BigQueryOutput(dataset, views, options));
    }
    return Optional.ofNullable(folder)
        .map(address -> ParquetOutput.at(address, options))
        .map(output -> options.getMonthFiles() ? output.withMonthFiles() : output);
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
