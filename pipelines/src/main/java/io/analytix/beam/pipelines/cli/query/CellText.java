// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.report.Column;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts cells to text: money without rounding, days and months in the format of the API. */
final class CellText {
  private CellText() {}

  /** The cells of a row; null stays null. */
  static List<@Nullable String> of(Report report, ReportRow row) {
    List<@Nullable String> texts = new ArrayList<>();
    for (int i = 0; i < report.columns().size(); i++) {
      texts.add(of(report.columns().get(i), row.cells().get(i)));
    }
    return texts;
  }

  /** A cell. */
  static @Nullable String of(Column column, @Nullable Object cell) {
    if (cell == null) {
      return null;
    }
    return switch (column.type()) {
      case MONTH -> YearMonth.from((LocalDate) cell).toString();
      case MONEY -> ((BigDecimal) cell).toPlainString();
      case FLOAT -> new BigDecimal(cell.toString()).toPlainString();
      case STRING, DATE, INTEGER, TIMESTAMP, BOOLEAN -> cell.toString();
    };
  }
}
