// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.report.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes a report as a workbook with one sheet and a frozen header row. */
final class XlsxWriter {
  /** Maximum rows of a sheet, including the header. */
  private static final int MAX_ROWS = 1_048_576;

  /** Maximum characters of a cell. */
  private static final int MAX_TEXT_LENGTH = 32_767;

  private XlsxWriter() {}

  static byte[] bytes(Report report) throws IOException {
    if (report.rows().size() >= MAX_ROWS) {
      throw new UsageException(
          "--format=xlsx supports "
              + (MAX_ROWS - 1)
              + " rows, but the report has "
              + report.rows().size()
              + ": use csv or parquet");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "analytix-beam", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("report");
      List<Column> columns = report.columns();
      for (int i = 0; i < columns.size(); i++) {
        sheet.value(0, i, columns.get(i).apiName());
      }
      sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
      sheet.freezePane(0, 1);
      int line = 1;
      for (ReportRow row : report.rows()) {
        for (int i = 0; i < columns.size(); i++) {
          cell(sheet, line, i, columns.get(i), row.cells().get(i));
        }
        line++;
      }
    }
    return bytes.toByteArray();
  }

  private static void cell(
      Worksheet sheet, int row, int index, Column column, @Nullable Object cell) {
    if (cell instanceof LocalDate day) {
      sheet.value(row, index, day);
      String format = column.type() == Column.Type.MONTH ? "yyyy-mm" : "yyyy-mm-dd";
      sheet.style(row, index).format(format).set();
    } else if (cell instanceof Number number) {
      sheet.value(row, index, number);
      if (column.type() == Column.Type.MONEY) {
        sheet.style(row, index).format("0.00#######").set();
      }
    } else if (cell != null) {
      String text = cell.toString();
      sheet.value(row, index, text.substring(0, Math.min(text.length(), MAX_TEXT_LENGTH)));
    }
  }
}
