// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.FileStores;
import io.analytix.beam.pipelines.storage.ListedFile;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The files from which BigQuery loads rows, below {@code --tempLocation} in a folder of the
 * dataset. The run deletes them at its end; the next run deletes those of a broken run.
 */
final class StagingFiles {
  /** The folder of the files of bulk files. Those of other rows are in a folder of the run. */
  static final String BULK = "bulk";

  private StagingFiles() {}

  static FileStore of(DatasetName dataset, PipelineOptions options) {
    String place = TempLocation.of(options).replaceFirst("/+$", "");
    return FileStores.open(
        "%s/analytix-staging/%s.%s".formatted(place, dataset.project(), dataset.dataset()),
        options);
  }

  /** Deletes the files of all other runs; only for the holder of the lock, before it has bulk. */
  static void sweep(FileStore files, String token) throws IOException {
    for (ListedFile file : files.list("")) {
      if (!file.path().startsWith(token + "/")) {
        files.delete(file.path());
      }
    }
  }

  /** Deletes the files of a folder. */
  static void drop(FileStore files, String folder) throws IOException {
    for (ListedFile file : files.list(folder)) {
      files.delete(file.path());
    }
  }
}
