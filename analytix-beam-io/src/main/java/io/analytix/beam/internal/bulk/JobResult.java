// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.outcome.Outcome;
import java.util.List;

/**
 * The work of a job is done.
 *
 * @param outcomes one for each file that was there to fetch, and one for a missing or dead job
 * @param stored the files with rows
 * @param status what is known of the job's files now
 */
public record JobResult(List<Outcome> outcomes, List<StoredFile> stored, BulkJobStatus status) {
  public JobResult {
    outcomes = List.copyOf(outcomes);
    stored = List.copyOf(stored);
  }

  /**
   * A file with rows, and what storing it changed.
   *
   * @param replaces whether rows of an older file of its day were stored
   */
  public record StoredFile(BulkFile file, BulkStored changes, BulkTable table, boolean replaces) {}
}
