// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps the files as they are served, compressed, because Google deletes them. */
public interface BulkArchive extends AutoCloseable {
  /** An archive that keeps nothing. */
  BulkArchive NONE =
      new BulkArchive() {
        @Override
        public Entry begin(BulkFile file) {
          return Entry.NONE;
        }

        @Override
        public void close() {}
      };

  /** Begins to keep a file. */
  Entry begin(BulkFile file) throws IOException;

  @Override
  void close();

  /** A file that is being kept. */
  interface Entry extends Closeable {
    /** An entry of {@link BulkArchive#NONE}. */
    Entry NONE =
        new Entry() {
          @Override
          public OutputStream stream() {
            return OutputStream.nullOutputStream();
          }

          @Override
          public void commit() {}

          @Override
          public void close() {}
        };

    /** Where the bytes go as they are served, compressed or not. */
    OutputStream stream();

    /** The file is whole: readers see it from now on. */
    void commit() throws IOException;

    /** Releases what it holds; without {@link #commit} nothing is kept. */
    @Override
    void close() throws IOException;
  }
}
