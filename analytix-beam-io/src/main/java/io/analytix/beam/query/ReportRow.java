// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.report.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@link Report}.
 *
 * @param columns the report's columns
 * @param cells the cells, in the order of the columns: String, Long, Double, BigDecimal (revenue,
 *     nine decimals), LocalDate (a month is its first day), or null where the API has no figure
 */
public record ReportRow(List<Column> columns, List<@Nullable Object> cells) {
  public ReportRow {
    cells = Collections.unmodifiableList(new ArrayList<>(cells));
  }

  /**
   * Returns the cell of the column with this API name; null where the API has no figure.
   *
   * @throws IllegalArgumentException if the report has no such column
   * @throws ClassCastException if the column is of another type
   */
  public <T> @Nullable T value(String apiName, Class<T> type) {
    return type.cast(cells.get(place(apiName)));
  }

  private int place(String apiName) {
    List<String> names = columns.stream().map(Column::apiName).toList();
    int place = names.indexOf(apiName);
    if (place < 0) {
      throw new IllegalArgumentException("the report has no column " + apiName + ", but " + names);
    }
    return place;
  }
}
