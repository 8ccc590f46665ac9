// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;

/** Reads the whole table of a report back from an output. */
public final class StoredReport {
  private StoredReport() {}

  /**
   * All rows of a report, file by file in the order of their paths; none if there is no such table.
   *
   * @throws IOException if a file cannot be read
   */
  public static List<Row> rows(String folder, ReportDefinition report) throws IOException {
    Path table = ParquetOutput.local(folder).resolve(report.name());
    if (!Files.isDirectory(table)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(table)) {
      files =
          all.filter(file -> file.getFileName().toString().matches("[^.].*\\.parquet"))
              .sorted()
              .toList();
    }
    TableColumns columns = new TableColumns(ReportSchema.of(report).schema());
    List<Row> rows = new ArrayList<>();
    for (Path file : files) {
      try (StoredTable stored = StoredTable.open(Files.readAllBytes(file))) {
        rows.addAll(stored.rows(columns));
      }
    }
    return rows;
  }
}
