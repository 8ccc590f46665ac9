// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;

/** Reads all Parquet files below a folder. */
final class StoredFiles {
  private StoredFiles() {}

  /** Hands on every row, file by file in the order of their paths; none if there is no folder. */
  static void read(Path folder, TableColumns columns, Consumer<Row> reader) throws IOException {
    readWithFooters(folder, columns, (row, footer) -> reader.accept(row));
  }

  /** The same with what the footer of the row's file says. */
  static void readWithFooters(
      Path folder, TableColumns columns, BiConsumer<Row, Map<String, String>> reader)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(StoredFiles::isStored).sorted().toList();
    }
    for (Path file : files) {
      try (StoredTable table = StoredTable.open(Files.readAllBytes(file))) {
        Map<String, String> footer = table.metadata();
        table.rows(columns).forEach(row -> reader.accept(row, footer));
      }
    }
  }

  private static boolean isStored(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(PathName.PARQUET) && !name.startsWith(".");
  }
}
