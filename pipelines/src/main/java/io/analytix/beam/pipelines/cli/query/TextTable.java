// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.report.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats a report as an aligned table. */
final class TextTable {
  /** Minimum decimals of money. */
  private static final int MIN_DECIMALS = 2;

  private TextTable() {}

  static List<String> lines(Report report, AnsiColors colors, int width) {
    Table table = new Table(colors);
    for (Column column : report.columns()) {
      if (isText(column)) {
        table.left(column.apiName());
      } else {
        table.right(column.apiName());
      }
    }
    report.rows().forEach(row -> table.row(cells(report, row)));
    return table.lines(width);
  }

  private static boolean isText(Column column) {
    return switch (column.type()) {
      case STRING, DATE, MONTH, TIMESTAMP, BOOLEAN -> true;
      case INTEGER, FLOAT, MONEY -> false;
    };
  }

  private static Object[] cells(Report report, ReportRow row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < report.columns().size(); i++) {
      cells.add(shown(report.columns().get(i), row.cells().get(i)));
    }
    return cells.toArray();
  }

  private static String shown(Column column, @Nullable Object cell) {
    if (cell instanceof BigDecimal money) {
      BigDecimal stripped = money.stripTrailingZeros();
      return (stripped.scale() < MIN_DECIMALS ? stripped.setScale(MIN_DECIMALS) : stripped)
          .toPlainString();
    }
    String text = CellText.of(column, cell);
    return text == null ? "" : PrintableText.of(text);
  }
}
