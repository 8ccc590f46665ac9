// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import java.util.List;

/**
 * The properties that a response must have.
 *
 * @param columns the requested columns, dimensions first
 * @param dates the days, or first days of months, that it may contain
 * @param maxRows maximum number of rows, 0 for any number
 */
public record ExpectedResponse(List<Column> columns, DateRange dates, int maxRows) {
  public static ExpectedResponse of(ReportRequest request) {
    RowCap cap = request.report().cap();
    return new ExpectedResponse(
        request.report().responseColumns(), request.dates(), cap == null ? 0 : cap.maxResults());
  }

  int dimensions() {
    int count = 0;
    for (Column column : columns) {
      count += column.kind() == Column.Kind.DIMENSION ? 1 : 0;
    }
    return count;
  }

  /** The position of the column with the day or the month of a row, negative if there is none. */
  int timeColumn() {
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).apiName();
      if (name.equals(ReportDefinition.DAY) || name.equals(ReportDefinition.MONTH)) {
        return i;
      }
    }
    return -1;
  }
}
