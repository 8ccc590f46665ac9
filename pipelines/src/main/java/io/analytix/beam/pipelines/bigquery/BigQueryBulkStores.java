// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.BulkStores;
import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.pipelines.storage.ArchiveFolder;
import io.analytix.beam.pipelines.storage.FileStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Opens the store that stages bulk files for load jobs. */
final class BigQueryBulkStores implements BulkStores {
  private static final long serialVersionUID = 1L;

  private final DatasetPlan plan;
  private final @Nullable String archive;

  /**
   * Stages rows for a dataset.
   *
   * @param archive where the files are kept as they are served, null for nowhere
   */
  BigQueryBulkStores(DatasetPlan plan, @Nullable String archive) {
    this.plan = plan;
    this.archive = archive;
  }

  @Override
  public BulkStore open(PipelineOptions options) {
    try {
      return new StagedBulkFiles(
          OpenDataset.of(plan, options), StagingFiles.of(plan.dataset(), options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public BulkArchive archive(PipelineOptions options) {
    return archive == null
        ? BulkArchive.NONE
        : new ArchiveFolder(FileStores.open(archive, options));
  }
}
