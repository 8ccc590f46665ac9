// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.Row;

/** Reads all Parquet files below a folder of an output. */
final class StoredFiles {
  private StoredFiles() {}

  /** Hands on every row, file by file in the order of their paths; none if there is no folder. */
  static void read(OutputFiles files, String folder, TableColumns columns, Consumer<Row> reader)
      throws IOException {
    readWithFooters(files, folder, columns, (row, footer) -> reader.accept(row));
  }

  /** The same with what the footer of the row's file says. */
  static void readWithFooters(
      OutputFiles files,
      String folder,
      TableColumns columns,
      BiConsumer<Row, Map<String, String>> reader)
      throws IOException {
    for (ListedFile file : files.list(folder)) {
      if (file.name().endsWith(PathName.PARQUET)) {
        // Whoever deletes a file in between is no error of the reader.
        Optional<byte[]> content = files.read(file.path()).content();
        if (content.isPresent()) {
          read(content.get(), columns, reader);
        }
      }
    }
  }

  private static void read(
      byte[] content, TableColumns columns, BiConsumer<Row, Map<String, String>> reader)
      throws IOException {
    try (StoredTable table = StoredTable.open(content)) {
      Map<String, String> footer = table.metadata();
      table.rows(columns).forEach(row -> reader.accept(row, footer));
    }
  }
}
