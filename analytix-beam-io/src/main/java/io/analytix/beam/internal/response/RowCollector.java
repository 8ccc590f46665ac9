// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a response, and checks the rules that apply to all rows together. */
final class RowCollector {
  private final ExpectedResponse shape;
  private final int dimensions;
  private final int timeColumn;
  private final List<ReportResponse.Line> lines = new ArrayList<>();
  private boolean ascending = true;
  private @Nullable Object @Nullable [] last;
  private @Nullable LocalDate lastDay;

  RowCollector(ExpectedResponse shape) {
    this.shape = shape;
    this.dimensions = shape.dimensions();
    this.timeColumn = shape.timeColumn();
  }

  /** Adds the cells of the next row, in the order of the requested columns. */
  void add(@Nullable Object[] row) throws InvalidResponseException {
    ascending = ascending && (last == null || isAfter(row, last));
    last = row;
    lines.add(new ReportResponse.Line(first(row), Arrays.asList(row)));
  }

  /** Returns all rows, after checking that no two have the same key. */
  List<ReportResponse.Line> whole() throws InvalidResponseException {
    if (!ascending && hasTwins()) {
      throw new InvalidResponseException("the response has two rows with the same key");
    }
    return lines;
  }

  /**
   * Whether a row's key sorts after that of the previous row, as in most responses: then no row is
   * repeated.
   */
  private boolean isAfter(@Nullable Object[] row, @Nullable Object[] before) {
    for (int i = 0; i < dimensions; i++) {
      int order = 0;
      if (row[i] == before[i]) {
        continue;
      }
      if (row[i] instanceof String text && before[i] instanceof String textBefore) {
        order = text.compareTo(textBefore);
      } else if (row[i] instanceof LocalDate day && before[i] instanceof LocalDate dayBefore) {
        order = day.compareTo(dayBefore);
      } else {
        return false;
      }
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private boolean hasTwins() {
    Set<@Nullable Object> keys = new HashSet<>(2 * lines.size());
    for (ReportResponse.Line line : lines) {
      List<@Nullable Object> cells = line.cells();
      if (!keys.add(dimensions == 1 ? cells.get(0) : cells.subList(0, dimensions))) {
        return true;
      }
    }
    return false;
  }

  private LocalDate first(@Nullable Object[] row) throws InvalidResponseException {
    if (timeColumn < 0) {
      return shape.dates().first();
    }
    Object cell = row[timeColumn];
    if (cell == lastDay && lastDay != null) {
      return lastDay;
    }
    if (!(cell instanceof LocalDate day)) {
      throw new InvalidResponseException(
          "a row has no " + shape.columns().get(timeColumn).apiName());
    }
    if (!shape.dates().contains(day)) {
      throw new InvalidResponseException(
          "the response contains " + day + ", which was not requested");
    }
    lastDay = day;
    return day;
  }
}
