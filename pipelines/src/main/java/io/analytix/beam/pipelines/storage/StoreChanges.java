// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.Serializable;

/**
 * What storing changed. Tables of BigQuery have no files.
 *
 * @param filesWritten files written, new or instead of an older one
 * @param filesUntouched files that equal the responses
 * @param filesDeleted files without a row left
 * @param rowsInserted rows that were not stored before
 * @param rowsUpdated rows with a changed value
 * @param rowsDeleted rows within the scope of a response that it no longer has
 * @param rowsUnchanged rows of the responses that were stored before
 * @param storeFailures files or statements that failed; the earlier rows stay
 */
public record StoreChanges(
    long filesWritten,
    long filesUntouched,
    long filesDeleted,
    long rowsInserted,
    long rowsUpdated,
    long rowsDeleted,
    long rowsUnchanged,
    long storeFailures)
    implements Serializable {

  /** No change. */
  public static final StoreChanges NONE = new StoreChanges(0, 0, 0, 0, 0, 0, 0, 0);

  /** One file or statement that failed. */
  public static final StoreChanges FAILURE = new StoreChanges(0, 0, 0, 0, 0, 0, 0, 1);

  /** Changes of rows only. */
  public static StoreChanges ofRows(long inserted, long updated, long deleted, long unchanged) {
    return new StoreChanges(0, 0, 0, inserted, updated, deleted, unchanged, 0);
  }

  /** The sum of both. */
  public StoreChanges plus(StoreChanges other) {
    return new StoreChanges(
        filesWritten + other.filesWritten,
        filesUntouched + other.filesUntouched,
        filesDeleted + other.filesDeleted,
        rowsInserted + other.rowsInserted,
        rowsUpdated + other.rowsUpdated,
        rowsDeleted + other.rowsDeleted,
        rowsUnchanged + other.rowsUnchanged,
        storeFailures + other.storeFailures);
  }
}
