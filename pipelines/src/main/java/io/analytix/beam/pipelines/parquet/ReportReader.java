// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.BulkSchema;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.Row;

/** Reads the whole table of a report, or of a bulk report type, from an output. */
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

  /** The same of a bulk report type, with the columns that the catalogue knows. */
  public static List<Row> rows(ParquetOutput output, BulkReportType type) throws IOException {
    List<Row> rows = new ArrayList<>();
    FolderReader.read(
        output.files(), type.id(), new ParquetSchema(BulkSchema.of(BulkTable.of(type))), rows::add);
    return rows;
  }
}
