// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * The files of an output. Paths are relative to the output, with {@code /} between names; the
 * output itself is the empty path. Files are read and replaced as a whole.
 */
public interface FileStore {
  /** No file of an output is larger: it holds a month of one channel, or 10,000 outcomes. */
  long MAX_BYTES = 1L << 30;

  /** The problem of a larger file. */
  String TOO_LARGE = "it is larger than 1 GiB";

  /**
   * Returns if this is an output, or becomes one with the first write.
   *
   * @throws OutputException with one line, if not
   */
  void check();

  /**
   * The file as it is now, or its absence.
   *
   * @throws DamagedFileException if there is something else in its place, or it may not be read
   */
  StoredFile read(String path) throws IOException;

  /**
   * Writes a file, whether it exists or not. Readers see the old content or the new, never a part,
   * even if the process crashes.
   *
   * @param runId of the run that writes, for the name of the temporary file
   */
  void replace(String path, byte[] content, String runId) throws IOException;

  /**
   * Begins to write a file of any size, whether it exists or not.
   *
   * @param runId of the run that writes, for the name of the temporary file
   */
  PendingFile begin(String path, String runId) throws IOException;

  /** Opens a file of any size to read parts of it; empty if there is none. */
  Optional<SeekableByteChannel> open(String path) throws IOException;

  /**
   * Replaces a file that was read before.
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

  /** Deletes a file of any size, whatever it contains, if there is one. */
  void delete(String path) throws IOException;

  /**
   * Moves a file to another path of the output, where none is.
   *
   * @throws IOException if it cannot be moved; then it stays
   */
  default void move(String path, String to) throws IOException {
    StoredFile found = read(path);
    Optional<byte[]> content = found.content();
    if (content.isPresent()) {
      replace(to, content.get(), "");
      delete(found);
    }
  }

  /**
   * Returns if this file can be replaced. A bucket may forbid to replace and delete objects.
   *
   * @throws OutputException with one line, if the store keeps files as they are
   */
  default void requireReplaceable(StoredFile found) throws IOException {}

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
