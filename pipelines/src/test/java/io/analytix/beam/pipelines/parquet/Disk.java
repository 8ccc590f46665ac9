// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;

/** What lies in an output folder, read back. */
record Disk(Path output) {

  /** Each file's path and time of change. */
  SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(file).toString(), Files.getLastModifiedTime(file).toString());
      }
    }
    return files;
  }

  /** The rows of a report, file by file. */
  SortedMap<String, List<Row>> table(TableDefinition report) throws IOException {
    return read(report.name() + "/", new ParquetSchema(ReportSchema.of(report).schema()));
  }

  /** The rows of a report in the order of files. */
  List<Row> rows(TableDefinition report) throws IOException {
    return table(report).values().stream().flatMap(List::stream).toList();
  }

  /** The outcomes of all runs in the order of files. */
  List<Outcome> outcomes() throws IOException {
    return read("_outcomes/", new ParquetSchema(OutcomeRow.SCHEMA)).values().stream()
        .flatMap(List::stream)
        .map(OutcomeRow::read)
        .toList();
  }

  private SortedMap<String, List<Row>> read(String prefix, ParquetSchema columns)
      throws IOException {
    SortedMap<String, List<Row>> tables = new TreeMap<>();
    for (String path : new ArrayList<>(files().keySet())) {
      if (path.startsWith(prefix) && path.endsWith(".parquet")) {
        try (ParquetContent file = ParquetContent.open(Files.readAllBytes(output.resolve(path)))) {
          tables.put(path, file.rows(columns));
        }
      }
    }
    return tables;
  }
}
