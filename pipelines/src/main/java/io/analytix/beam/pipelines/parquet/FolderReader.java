// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputPaths;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.Row;

/** Reads all Parquet files below a folder of an output. */
final class FolderReader {
  private FolderReader() {}

  /**
   * Passes every row to {@code reader}, in the order of the paths; none if there is no folder.
   *
   * @throws IOException if a file cannot be read; the message names it
   */
  static void read(FileStore files, String folder, ParquetSchema columns, Consumer<Row> reader)
      throws IOException {
    readContents(
        files,
        folder,
        content -> {
          try (ParquetContent table = ParquetContent.open(content)) {
            table.rows(columns).forEach(reader);
          }
        },
        DamagedFileHandler.FAIL);
  }

  /**
   * Passes the bytes of every file to {@code reader}, in the order of the paths.
   *
   * @param damaged decides what a damaged file means for the others
   */
  static void readContents(
      FileStore files, String folder, ContentReader reader, DamagedFileHandler damaged)
      throws IOException {
    for (ListedFile file : files.list(folder)) {
      if (file.name().endsWith(OutputPaths.PARQUET)) {
        try {
          // The file may have been deleted after it was listed.
          Optional<byte[]> content = files.read(file.path()).content();
          if (content.isPresent()) {
            reader.read(content.get());
          }
        } catch (DamagedFileException e) {
          damaged.handle(file.path(), e);
        }
      }
    }
  }

  /** Receives the bytes of a file. */
  @FunctionalInterface
  interface ContentReader {
    void read(byte[] content) throws IOException;
  }

  /** Receives the path and the problem of a damaged file. */
  @FunctionalInterface
  interface DamagedFileHandler {
    /** Names the file and reads no other. */
    DamagedFileHandler FAIL =
        (path, problem) -> {
          throw new DamagedFileException(path + ": " + problem.getMessage(), problem);
        };

    void handle(String path, DamagedFileException problem) throws IOException;
  }
}
