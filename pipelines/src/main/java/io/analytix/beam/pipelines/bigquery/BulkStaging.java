// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.common.base.Strings;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.FileStores;
import io.analytix.beam.pipelines.storage.ListedFile;
import java.io.IOException;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The files from which BigQuery loads the rows of bulk files, below {@code --tempLocation} in a
 * folder of the dataset. The run deletes them at its end; the next run deletes those of a broken
 * run.
 */
final class BulkStaging {
  private BulkStaging() {}

  static FileStore files(DatasetName dataset, PipelineOptions options) {
    String place = Strings.nullToEmpty(options.getTempLocation()).replaceFirst("/+$", "");
    return FileStores.open(
        "%s/analytix-staging/%s.%s".formatted(place, dataset.project(), dataset.dataset()),
        options);
  }

  /** Deletes all; only for the holder of the dataset's lock. */
  static void sweep(DatasetName dataset, PipelineOptions options) throws IOException {
    FileStore files = files(dataset, options);
    for (ListedFile file : files.list("")) {
      files.delete(file.path());
    }
  }
}
