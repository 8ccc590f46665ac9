// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A file that is being written piece by piece; readers do not see it before it is committed. */
public interface PendingFile extends Closeable {
  /** Where its content goes. */
  OutputStream stream();

  /** Readers see the whole file from now on, instead of the one that was there before. */
  void commit() throws IOException;

  /** Releases what it holds; without {@link #commit} nothing is left of it. */
  @Override
  void close() throws IOException;
}
