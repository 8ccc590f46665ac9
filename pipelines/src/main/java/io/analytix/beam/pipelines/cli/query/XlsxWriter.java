// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.report.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes a report as a workbook with one sheet and a frozen header row. */
final class XlsxWriter {
  /** Maximum rows of a sheet, including the header. */
  private static final int MAX_ROWS = 1_048_576;

  /** Maximum characters of a cell. */
  private static final int MAX_TEXT_LENGTH = 32_767;

  /** A spreadsheet computes with floating-point numbers of this precision. */
  private static final int MAX_DIGITS = 15;

  private static final Pattern ESCAPED =
      Pattern.compile(
          "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]"
              + "|_(?=x[0-9A-Fa-f]{4}_)");

  private XlsxWriter() {}

  /** What a workbook cannot hold of this report, one line each. */
  static List<String> losses(Report report) {
    List<Object> cells =
        report.rows().stream()
            .flatMap(row -> row.cells().stream())
            .filter(Objects::nonNull)
            .toList();
    List<String> losses = new ArrayList<>();
    lost(cells, XlsxWriter::isTooLong, "text", "cut to 32,767 characters", losses);
    lost(cells, XlsxWriter::isTooPrecise, "number", "rounded to 15 digits by spreadsheets", losses);
    return losses;
  }

  private static void lost(
      List<Object> cells, Predicate<Object> loses, String what, String how, List<String> losses) {
    long count = cells.stream().filter(loses).count();
    if (count > 0) {
      losses.add("xlsx: %s %s; csv and parquet are exact".formatted(Plurals.of(count, what), how));
    }
  }

  private static boolean isTooLong(Object cell) {
    return cell instanceof String text && text.length() > MAX_TEXT_LENGTH;
  }

  private static boolean isTooPrecise(Object cell) {
    return (cell instanceof Long || cell instanceof BigDecimal)
        && new BigDecimal(cell.toString()).stripTrailingZeros().precision() > MAX_DIGITS;
  }

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
      sheet.value(row, index, escaped(text.substring(0, Math.min(text.length(), MAX_TEXT_LENGTH))));
    }
  }

  /**
   * Writes characters that XML cannot have as {@code _xHHHH_}, and an underscore that would begin
   * such a sequence, too (ECMA-376, part 1, 22.9.2.19).
   */
  private static String escaped(String text) {
    return ESCAPED
        .matcher(text)
        .replaceAll(found -> String.format("_x%04X_", (int) found.group().charAt(0)));
  }
}
