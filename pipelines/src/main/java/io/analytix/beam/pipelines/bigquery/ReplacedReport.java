// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.sql.BulkDay;
import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was changed in a report's table, by the statistics of its jobs.
 *
 * @param days of a bulk report type, what was changed in each day that had stored rows
 * @param failure why none of the report's rows could be stored; null if all were
 * @param remedy what the user can do about the failure
 */
record ReplacedReport(
    String report,
    StoreChanges changes,
    Map<BulkDay, ChangedRows> days,
    @Nullable String failure,
    String remedy)
    implements Serializable {
  ReplacedReport {
    days = Map.copyOf(days);
  }

  /** Rows that could not be stored. */
  static ReplacedReport failed(String report, DatasetName dataset, Exception cause) {
    return new ReplacedReport(
        report,
        StoreChanges.FAILURE,
        Map.of(),
        "cannot store " + report + " in " + dataset + ": " + cause.getMessage(),
        cause instanceof QueryJobException failed ? failed.remedy() : Cause.INTERNAL.remedy());
  }

  /** Rows that are stored. */
  static ReplacedReport stored(String report, StoreChanges changes) {
    return stored(report, changes, Map.of());
  }

  /** The same for the files of a bulk report type. */
  static ReplacedReport stored(
      String report, StoreChanges changes, Map<BulkDay, ChangedRows> days) {
    return new ReplacedReport(report, changes, days, null, "");
  }

  /** What an outcome with rows of this report becomes. */
  Outcome finalOutcome(Outcome outcome) {
    return failure == null ? outcome : outcome.notStored(failure, remedy);
  }
}
