// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.Row;

/** Reads the whole table of a report from an output. */
public final class ReportReader {
  private ReportReader() {}

  /**
   * All rows of a report, file by file in the order of their paths; none if there is no such table.
   *
   * @throws IOException if a file cannot be read
   */
  public static List<Row> rows(ParquetOutput output, ReportDefinition report) throws IOException {
    List<Row> rows = new ArrayList<>();
    FolderReader.read(
        output.files(),
        report.name(),
        new ParquetSchema(ReportSchema.of(report).schema()),
        rows::add);
    return rows;
  }
}
