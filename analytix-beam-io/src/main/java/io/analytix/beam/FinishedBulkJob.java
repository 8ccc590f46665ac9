// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.report.Column;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bulk job whose files have all been handled: one element, so that no outcome of it is stored
 * before all are known.
 *
 * @param outcomes one for each file that was there to fetch, and one for a missing or dead job
 * @param files those with rows
 * @param status what is known of the job's files now
 */
public record FinishedBulkJob(
    List<Outcome> outcomes, List<FinishedFile> files, BulkJobStatus status)
    implements Serializable {
  public FinishedBulkJob {
    outcomes = List.copyOf(outcomes);
    files = List.copyOf(files);
  }

  /**
   * A file with rows, and what storing it changed.
   *
   * @param newColumns see {@link BulkTable#newColumns}
   * @param replaces whether rows of an older file of its day were stored
   */
  public record FinishedFile(
      BulkFile file, BulkStored stored, Map<String, Column.Type> newColumns, boolean replaces)
      implements Serializable {
    public FinishedFile {
      newColumns = Collections.unmodifiableMap(new LinkedHashMap<>(newColumns));
    }
  }
}
