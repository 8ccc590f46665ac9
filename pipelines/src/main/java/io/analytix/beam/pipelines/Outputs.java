// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.pipelines.bigquery.BigQueryOutput;
import io.analytix.beam.pipelines.bigquery.CompatibilityViews;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The output that the options name: either a folder or a dataset.
 *
 * @param folder folder of the Parquet files
 * @param dataset BigQuery dataset, {@code project:dataset}
 * @param views compatibility views to create in the dataset
 * @param breakLock whether to take over the lock from its current owner
 */
public final class Outputs {
  private Outputs() {}

  /**
   * The output of a run.
   *
   * @throws IllegalArgumentException if they name no output or two
   */
  public static OutputLocation of(AnalytixOptions options) {
    OutputLocation location = known(options);
    if (location.folder == null && location.dataset == null) {
      throw new UsageException(
          "--output is missing: set it to the folder of the Parquet files, or set a BigQuery"
              + " dataset with --outputDataset=project:dataset");
    }
    return location;
  }

  /** Reads the options, which may name no output. */
  public static OutputLocation known(AnalytixOptions options) {
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
    boolean local = dataset == null && (folder == null || ParquetOutput.isFolder(folder));
    if (options.getBreakLock() && local) {
      throw new UsageException(
          "--breakLock is not needed for a local folder, whose lock ends with its process: leave it"
              + " out");
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
