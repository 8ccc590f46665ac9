// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.parquet.format.TableMerge;

/**
 * What storing did.
 *
 * @param filesWritten files put in their place, new or instead of an older one
 * @param filesUntouched files that an answer spoke of and that did not differ from it
 * @param filesDeleted files that an answer left without a row
 * @param rowsInserted rows that were not there before
 * @param rowsUpdated rows of which a figure moved
 * @param rowsDeleted rows of answered days that the answer no longer gave
 * @param rowsUnchanged rows of the answers that were there already
 * @param storeFailures files that could not be stored; the old ones stand
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

  /** Nothing done. */
  public static final StoreChanges NONE = new StoreChanges(0, 0, 0, 0, 0, 0, 0, 0);

  /** One file that could not be stored. */
  static final StoreChanges FAILURE = new StoreChanges(0, 0, 0, 0, 0, 0, 0, 1);

  /** A file that was written. */
  static StoreChanges written(TableMerge.Merged table) {
    return of(table, 1, 0, 0);
  }

  /** A file that did not differ. */
  static StoreChanges untouched(TableMerge.Merged table) {
    return of(table, 0, 1, 0);
  }

  /** A file that was left without a row. */
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

  /** Both together. */
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
