// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.BulkStores;
import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkStore;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Opens the store of bulk files in an output, under its lock. */
final class ParquetBulkStores implements BulkStores {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final JobLock lock;
  private final @Nullable ParquetOutput archive;

  /**
   * Stores in an output.
   *
   * @param archive where the files are kept as they are served, null for nowhere
   */
  ParquetBulkStores(ParquetOutput output, JobLock lock, @Nullable ParquetOutput archive) {
    this.output = output;
    this.lock = lock;
    this.archive = archive;
  }

  @Override
  public BulkStore open(PipelineOptions options) {
    ParquetOutput here = output.with(options);
    return new BulkFileStore(here.files(), OutputLock.share(here, lock.request(options)));
  }

  @Override
  public BulkArchive archive(PipelineOptions options) {
    return archive == null ? BulkArchive.NONE : archive.with(options).archive();
  }
}
