// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the output's files lie. Paths are relative to the output, with {@code /} between names;
 * files are read and replaced as a whole.
 */
interface OutputFiles {
  /** The file's content, if there is one. */
  Optional<byte[]> read(String path) throws IOException;

  /**
   * Puts a file in its place: readers see the old content or the new, never a part, whenever the
   * process ends.
   *
   * @param runId of the run that writes, for the name of what a crash may leave
   */
  void replace(String path, byte[] content, String runId) throws IOException;

  /** Deletes the file, if there is one. */
  void delete(String path) throws IOException;

  /** The path of the file changed last among those of a report's newest month, if any. */
  Optional<String> newest(String report) throws IOException;
}
