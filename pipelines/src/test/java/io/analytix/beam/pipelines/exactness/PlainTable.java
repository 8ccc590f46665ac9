// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One channel's table of a report by day, as it should be: what each day's latest answer with rows
 * said. Knows nothing of shards, outcomes or files.
 */
final class PlainTable {
  private final ReportDefinition report;
  private final Map<String, Line> lines = new TreeMap<>();

  PlainTable(ReportDefinition report) {
    this.report = report;
  }

  /** A row and the night that brought it, as it is. */
  private record Line(Map<String, Object> row, int night) {}

  /** A report by day says something of all days from its first row's to its last row's. */
  void answeredForAllDays(List<Map<String, Object>> rows, int night) {
    if (!rows.isEmpty()) {
      List<LocalDate> days = rows.stream().map(PlainTable::day).sorted().toList();
      replace(days.get(0), days.get(days.size() - 1), rows, night);
    }
  }

  /** A report of one day says something of that day if it has rows. */
  void answeredForOneDay(LocalDate day, List<Map<String, Object>> rows, int night) {
    if (!rows.isEmpty()) {
      replace(day, day, rows, night);
    }
  }

  private void replace(LocalDate first, LocalDate last, List<Map<String, Object>> rows, int night) {
    Map<String, Line> old = new TreeMap<>(lines);
    lines
        .values()
        .removeIf(line -> !day(line.row()).isBefore(first) && !day(line.row()).isAfter(last));
    for (Map<String, Object> row : rows) {
      String key = key(row);
      Line before = old.get(key);
      lines.put(key, before != null && before.row().equals(row) ? before : new Line(row, night));
    }
  }

  private String key(Map<String, Object> row) {
    List<Object> key = new ArrayList<>(List.of(day(row)));
    report.columns().stream()
        .filter(column -> report.dimensions().contains(column.apiName()))
        .forEach(column -> key.add(row.get(column.columnName())));
    return key.toString();
  }

  private static LocalDate day(Map<String, Object> row) {
    return (LocalDate) row.get("day");
  }

  /** The rows, each with the night that brought it. */
  Collection<Map<String, Object>> rows() {
    return lines.values().stream()
        .map(
            line -> {
              Map<String, Object> row = new LinkedHashMap<>(line.row());
              row.put("night", line.night());
              return row;
            })
        .toList();
  }
}
