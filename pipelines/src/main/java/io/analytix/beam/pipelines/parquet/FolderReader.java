// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import com.google.common.collect.Lists;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputPaths;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

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
    read(
        files,
        folder,
        content -> {
          try (ParquetContent table = ParquetContent.open(content)) {
            return table.rows(columns);
          }
        },
        rows -> rows.forEach(reader),
        DamagedFileHandler.FAIL);
  }

  /**
   * Decodes every file, several at a time, and passes the results to {@code reader}, in the order
   * of the paths.
   *
   * @param damaged decides what a damaged file means for the others
   */
  static <T> void read(
      FileStore files,
      String folder,
      Decoder<T> decoder,
      Consumer<T> reader,
      DamagedFileHandler damaged)
      throws IOException {
    List<String> paths =
        files.list(folder).stream()
            .filter(file -> file.name().endsWith(OutputPaths.PARQUET))
            .map(ListedFile::path)
            .toList();
    try (FileReads reads = new FileReads()) {
      for (List<String> some : Lists.partition(paths, FileReads.CONCURRENT)) {
        for (Decoded<T> file : reads.read(some, path -> decode(files, path, decoder))) {
          if (file.problem() != null) {
            damaged.handle(file.path(), file.problem());
          } else if (file.content() != null) {
            reader.accept(file.content());
          }
        }
      }
    }
  }

  private static <T> Decoded<T> decode(FileStore files, String path, Decoder<T> decoder)
      throws IOException {
    try {
      // The file may have been deleted after it was listed.
      Optional<byte[]> content = files.read(path).content();
      return new Decoded<>(path, content.isPresent() ? decoder.decode(content.get()) : null, null);
    } catch (DamagedFileException e) {
      return new Decoded<>(path, null, e);
    }
  }

  /** What a file holds, null if it was deleted, or how it is damaged. */
  private record Decoded<T>(
      String path, @Nullable T content, @Nullable DamagedFileException problem) {}

  /** Decodes the bytes of a file; several threads call it at the same time. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(byte[] content) throws IOException;
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
