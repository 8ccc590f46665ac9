// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * A report's row of the table.
 *
 * @param cells the numbers after the report's name
 */
record ReportView(String report, List<Cell> cells) {
  /**
   * A number.
   *
   * @param head the head of its column
   * @param style CSS class that highlights the number; empty for none
   */
  record Cell(String head, String number, String style) {
    static Cell of(String head, long number) {
      return new Cell(head, PageFormat.number(number), "");
    }

    static Cell loud(String head, long number) {
      return new Cell(head, PageFormat.number(number), number > 0 ? "loud" : "");
    }
  }

  static ReportView of(String report, ReportTotals totals) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of("Requests", totals.outcomes()));
    cells.add(Cell.of("OK", totals.count(Status.OK)));
    cells.add(Cell.of("Empty", totals.count(Status.EMPTY)));
    cells.add(Cell.of("Truncated", totals.count(Status.TRUNCATED)));
    cells.add(Cell.of("Unchanged", totals.count(Status.UNCHANGED)));
    cells.add(Cell.loud("Failed", totals.count(Status.FAILED)));
    cells.add(Cell.loud("Deferred", totals.count(Status.DEFERRED)));
    cells.add(Cell.of("Rows", totals.rows()));
    cells.add(Cell.of("Retries", totals.retries()));
    return new ReportView(report, cells);
  }
}
