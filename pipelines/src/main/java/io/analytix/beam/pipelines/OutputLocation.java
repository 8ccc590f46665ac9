// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.pipelines.bigquery.CompatibilityViews;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import org.jspecify.annotations.Nullable;

/**
 * Where the options say that tables go: to a folder or to a dataset, one of the two.
 *
 * @param folder of Parquet files
 * @param dataset of BigQuery, {@code project:dataset}
 * @param views to make in the dataset besides our own
 * @param breakLock whether to take the dataset's lock from whoever holds it
 */
public record OutputLocation(
    @Nullable String folder,
    @Nullable String dataset,
    CompatibilityViews views,
    boolean breakLock) {

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException with one line, if they name no place or two
   */
  public static OutputLocation of(AnalytixOptions options) {
    OutputLocation place = known(options);
    if (place.folder == null && place.dataset == null) {
      throw new UsageException(
          "--output is missing: name the folder for the Parquet files, or a BigQuery dataset with"
              + " --outputDataset=project:dataset");
    }
    return place;
  }

  /** The same, where it may be that there is no place. */
  public static OutputLocation known(AnalytixOptions options) {
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
    return new OutputLocation(folder, dataset, views, options.getBreakLock());
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
