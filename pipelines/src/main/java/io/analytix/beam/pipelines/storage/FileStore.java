// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import java.util.List;

/**
 * Where the output's files lie: the one way to them. Paths are relative to the output, with {@code
 * /} between names; the output itself is the empty path. Files are read and replaced as a whole.
 */
public interface FileStore {
  /**
   * Returns if this can be an output, or becomes one when it is written to.
   *
   * @throws OutputException with one line, if not
   */
  void check();

  /** The file as it is now, or that there is none. */
  StoredFile read(String path) throws IOException;

  /**
   * Puts a file in its place, whatever is there: readers see the old content or the new, never a
   * part, whenever the process ends.
   *
   * @param runId of the run that writes, for the name of what a crash may leave
   */
  void replace(String path, byte[] content, String runId) throws IOException;

  /**
   * The same for a file that was read before.
   *
   * @throws ConflictException if the place can tell that it was changed since
   */
  void replace(StoredFile found, byte[] content, String runId) throws IOException;

  /**
   * Deletes a file that was read before, if there was one.
   *
   * @throws ConflictException if the place can tell that it was changed since
   */
  void delete(StoredFile found) throws IOException;

  /**
   * All files below a folder, in the order of their paths; none if there is no such folder. Hidden
   * files are not the output's, so they are left out.
   */
  List<ListedFile> list(String folder) throws IOException;

  /** The names of the folders that lie in a folder, in order; none if there is no such folder. */
  List<String> folders(String folder) throws IOException;

  /** Where a person finds the file. */
  String address(String path);

  /** The lock of the output; who takes it removes the temporary files of crashed runs. */
  WriteLock lock();
}
