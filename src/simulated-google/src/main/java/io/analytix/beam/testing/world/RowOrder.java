// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order of rows: the query's sort order, then the dimensions. */
final class RowOrder {
  private RowOrder() {}

  static List<List<Object>> sorted(List<List<Object>> rows, ReportQuestion question) {
    List<String> columns = new ArrayList<>(question.dimensions());
    columns.addAll(question.metrics());
    List<String> fields = new ArrayList<>(question.sort());
    fields.addAll(question.dimensions());
    return fields.stream()
        .map(field -> byField(field, columns))
        .reduce(Comparator::thenComparing)
        .map(order -> rows.stream().sorted(order).toList())
        .orElse(rows);
  }

  private static Comparator<List<Object>> byField(String field, List<String> columns) {
    boolean descending = field.startsWith("-");
    int place = columns.indexOf(descending ? field.substring(1) : field);
    if (place < 0) {
      throw new IllegalArgumentException("sort has an unknown column: " + field);
    }
    return descending ? byCell(place).reversed() : byCell(place);
  }

  /** Cells of one column have the same class, which has a natural order. */
  @SuppressWarnings("unchecked")
  private static Comparator<List<Object>> byCell(int place) {
    return (one, other) -> ((Comparable<Object>) one.get(place)).compareTo(other.get(place));
  }
}
