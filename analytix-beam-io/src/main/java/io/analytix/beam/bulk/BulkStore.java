// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Where files are stored, row by row: memory does not grow with a file. Several threads use it at
 * the same time, each with a writer of its own; no two store the same day of the same job.
 */
public interface BulkStore extends AutoCloseable {
  /**
   * The generation whose rows are stored for the day of this file; empty if there is none. Its id
   * is empty if the store does not know it.
   */
  Optional<BulkGeneration> stored(BulkFile file) throws IOException;

  /**
   * Begins to store a file with at least one row.
   *
   * @throws IOException if it cannot be stored; the rows of the day stay as they are
   */
  Writer begin(BulkFile file, BulkTable table) throws IOException;

  @Override
  void close();

  /** Writes one file. */
  interface Writer extends Closeable {
    /** Adds the row. */
    void write(BulkRow row) throws IOException;

    /**
     * Replaces the rows of the day by those that were written, all at once. An older generation
     * than the stored one changes nothing.
     */
    BulkStored commit() throws IOException;

    /** Releases what it holds; without {@link #commit} nothing is changed. */
    @Override
    void close() throws IOException;
  }
}
