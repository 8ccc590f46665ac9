// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.parquet.format.TableMerge;

/**
 * The changes made by storing.
 *
 * @param filesWritten new or replaced files
 * @param filesUntouched files whose rows already equal the responses
 * @param filesDeleted files that have no rows any more
 * @param rowsInserted new rows
 * @param rowsUpdated rows with a changed value
 * @param rowsDeleted rows of answered days that the response no longer has
 * @param rowsUnchanged rows of the responses that were stored already
 * @param storeFailures files that could not be stored; the old files stay
 */
public record StoreChanges(
    long filesWritten,
    long filesUntouched,
    long filesDeleted,
    long rowsInserted,
    long rowsUpdated,
    long rowsDeleted,
    long rowsUnchanged,
    long storeFailures) {

  /** No changes. */
  public static final StoreChanges NONE = new StoreChanges(0, 0, 0, 0, 0, 0, 0, 0);

  /** One file that could not be stored. */
  static final StoreChanges FAILURE = new StoreChanges(0, 0, 0, 0, 0, 0, 0, 1);

  /** A file that was written. */
  static StoreChanges written(TableMerge.Merged table) {
    return of(table, 1, 0, 0);
  }

  /** A file that did not change. */
  static StoreChanges untouched(TableMerge.Merged table) {
    return of(table, 0, 1, 0);
  }

  /** A file that has no rows any more. */
  static StoreChanges deleted(TableMerge.Merged table) {
    return of(table, 0, 0, 1);
  }

  private static StoreChanges of(TableMerge.Merged table, int written, int untouched, int deleted) {
    return new StoreChanges(
        written,
        untouched,
        deleted,
        table.inserted(),
        table.updated(),
        table.deleted(),
        table.unchanged(),
        0);
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
