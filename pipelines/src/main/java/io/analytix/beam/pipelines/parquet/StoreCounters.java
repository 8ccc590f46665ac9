// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.Counters;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Metrics;

/** The Beam counters of {@link ReplaceInParquet}, in its name space. */
public final class StoreCounters {
  /** The name of the counter of files that could not be stored. */
  public static final String STORE_FAILURES = "store-failures";

  private static final String FILES_WRITTEN = "files-written";
  private static final String FILES_UNTOUCHED = "files-untouched";
  private static final String FILES_DELETED = "files-deleted";
  private static final String ROWS_INSERTED = "rows-inserted";
  private static final String ROWS_UPDATED = "rows-updated";
  private static final String ROWS_DELETED = "rows-deleted";
  private static final String ROWS_UNCHANGED = "rows-unchanged";
  private static final String EMPTY_UNCONFIRMED = "empty-unconfirmed";

  private static final String MONTH_FILES_CHANGED = "month-files-changed";

  private StoreCounters() {}

  static void count(StoredShard stored) {
    StoreChanges changes = stored.changes();
    count(FILES_WRITTEN, changes.filesWritten());
    count(FILES_UNTOUCHED, changes.filesUntouched());
    count(FILES_DELETED, changes.filesDeleted());
    count(ROWS_INSERTED, changes.rowsInserted());
    count(ROWS_UPDATED, changes.rowsUpdated());
    count(ROWS_DELETED, changes.rowsDeleted());
    count(ROWS_UNCHANGED, changes.rowsUnchanged());
    count(STORE_FAILURES, changes.storeFailures());
    count(EMPTY_UNCONFIRMED, stored.unconfirmed());
  }

  static void count(BulkStored stored) {
    count(stored.written() ? FILES_WRITTEN : FILES_UNTOUCHED, 1);
    count(ROWS_INSERTED, stored.inserted());
    count(ROWS_UPDATED, stored.updated());
    count(ROWS_DELETED, stored.deleted());
    count(ROWS_UNCHANGED, stored.unchanged());
  }

  static void countMonthFile() {
    count(MONTH_FILES_CHANGED, 1);
  }

  /** The number of month files that a pipeline has written or deleted so far. */
  static long monthFiles(PipelineResult result) {
    return Counters.attempted(result, ReplaceInParquet.class).getOrDefault(MONTH_FILES_CHANGED, 0L);
  }

  /** The changes by a pipeline so far, including retried bundles. */
  public static StoreChanges changes(PipelineResult result) {
    Map<String, Long> counts = Counters.attempted(result, ReplaceInParquet.class);
    return new StoreChanges(
        counts.getOrDefault(FILES_WRITTEN, 0L),
        counts.getOrDefault(FILES_UNTOUCHED, 0L),
        counts.getOrDefault(FILES_DELETED, 0L),
        counts.getOrDefault(ROWS_INSERTED, 0L),
        counts.getOrDefault(ROWS_UPDATED, 0L),
        counts.getOrDefault(ROWS_DELETED, 0L),
        counts.getOrDefault(ROWS_UNCHANGED, 0L),
        counts.getOrDefault(STORE_FAILURES, 0L));
  }

  /** The number of empty responses so far for days with stored rows. */
  public static long unconfirmed(PipelineResult result) {
    return Counters.attempted(result, ReplaceInParquet.class).getOrDefault(EMPTY_UNCONFIRMED, 0L);
  }

  private static void count(String name, long increment) {
    Metrics.counter(ReplaceInParquet.class, name).inc(increment);
  }
}
