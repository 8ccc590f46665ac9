// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import java.util.List;

/**
 * The files of an output. Paths are relative to the output, with {@code /} between names; the
 * output itself is the empty path. Files are read and replaced as a whole.
 */
public interface FileStore {
  /**
   * Returns if this is an output, or becomes one with the first write.
   *
   * @throws OutputException with one line, if not
   */
  void check();

  /** The file as it is now, or its absence. */
  StoredFile read(String path) throws IOException;

  /**
   * Writes a file, whether it exists or not. Readers see the old content or the new, never a part,
   * even if the process crashes.
   *
   * @param runId of the run that writes, for the name of the temporary file
   */
  void replace(String path, byte[] content, String runId) throws IOException;

  /**
   * The same for a file that was read before.
   *
   * @throws ConflictException if the file has changed since, in a store with versions
   */
  void replace(StoredFile found, byte[] content, String runId) throws IOException;

  /**
   * Deletes a file that was read before, if there was one.
   *
   * @throws ConflictException if the file has changed since, in a store with versions
   */
  void delete(StoredFile found) throws IOException;

  /**
   * All files below a folder, in the order of their paths; none if there is no such folder. Without
   * hidden files, which are not part of the output.
   */
  List<ListedFile> list(String folder) throws IOException;

  /** The names of the folders in a folder, in order; none if there is no such folder. */
  List<String> folders(String folder) throws IOException;

  /** The full address of the file. */
  String address(String path);

  /** The lock of the output. To take it removes the temporary files of crashed runs. */
  WriteLock lock();
}
