// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a file.
 *
 * @param rows the cells as text, in the order of the columns
 */
public record CsvTable(List<BulkColumn> columns, List<List<String>> rows) {
  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  public List<String> header() {
    return columns.stream().map(BulkColumn::name).toList();
  }

  /** Returns the rows with typed cells, keyed by column name. Absent metrics are null. */
  public List<Map<String, Object>> typed() {
    return rows.stream().map(this::typed).toList();
  }

  @SuppressWarnings("NullAway") // An empty metric is null.
  private Map<String, Object> typed(List<String> cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int place = 0; place < cells.size(); place++) {
      BulkColumn column = columns.get(place);
      row.put(column.name(), column.parsed(cells.get(place)));
    }
    return row;
  }

  /** Returns the file: a header and the rows. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header());
    lines.addAll(rows);
    return CsvText.of(lines);
  }
}
