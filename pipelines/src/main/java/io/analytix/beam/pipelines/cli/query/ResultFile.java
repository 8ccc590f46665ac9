// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.pipelines.UsageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * An output file that is written atomically.
 *
 * @param overwrite whether an existing file may be replaced
 */
record ResultFile(Path path, boolean overwrite) {
  /** Rejects a file that cannot be written, before the request is sent. */
  void check() {
    if (Files.isDirectory(path)) {
      throw new UsageException("--output is '" + path + "', which is a folder: set it to a file");
    }
    if (!Files.isDirectory(folder())) {
      throw new UsageException(
          "--output is '" + path + "', whose folder does not exist: create it");
    }
    if (Files.exists(path) && !overwrite) {
      throw exists();
    }
  }

  void write(byte[] content) throws IOException {
    Path beside = folder().resolve(".analytix-" + UUID.randomUUID() + ".tmp");
    try {
      Files.write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (overwrite) {
        Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(beside, path);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private Path folder() {
    return Objects.requireNonNull(path.toAbsolutePath().getParent());
  }

  private UsageException exists() {
    return new UsageException(
        "--output is '" + path + "', which exists: add --overwrite to replace it");
  }
}
