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
import java.util.function.Predicate;

/**
 * One channel's table of a report by day, as it should be: what each day's latest answer with rows
 * said. Knows nothing of shards, outcomes or files.
 */
public final class PlainTable {
  /** Stands for the time in {@code removed_at}, which the machine decides. */
  public static final String REMOVED = "removed";

  private final ReportDefinition report;
  private final Map<String, Line> lines = new TreeMap<>();
  private long inserted;
  private long updated;
  private long deleted;

  public PlainTable(ReportDefinition report) {
    this.report = report;
  }

  /** A row and the night that brought it, as it is. */
  private record Line(Map<String, Object> row, int night) {}

  /** Takes what an answer says: of its days, and of its videos if it is of some. */
  public void take(NightAnswer answer, int night) {
    if (report.source().isSnapshot()) {
      replace(row -> answer.isOf(row) && !answer.rows().isEmpty(), answer, night);
    } else {
      answer
          .days()
          .ifPresent(
              days -> replace(row -> days.contains(day(row)) && answer.isOf(row), answer, night));
    }
  }

  private void replace(Predicate<Map<String, Object>> answered, NightAnswer answer, int night) {
    Map<String, Line> old = new TreeMap<>(lines);
    lines.values().removeIf(line -> answered.test(line.row()));
    for (Map<String, Object> row : answer.rows()) {
      String key = key(row);
      Line before = old.get(key);
      boolean same = before != null && before.row().equals(row);
      lines.put(key, same ? before : new Line(row, night));
      inserted += before == null ? 1 : 0;
      updated += before != null && !same ? 1 : 0;
    }
    for (Map.Entry<String, Line> gone : old.entrySet()) {
      if (!lines.containsKey(gone.getKey())) {
        remove(gone.getKey(), gone.getValue(), night);
      }
    }
  }

  /** A video that is no longer listed keeps its id, and the time of the night that missed it. */
  private void remove(String key, Line gone, int night) {
    if (!report.keepsRemoved()) {
      deleted++;
      return;
    }
    boolean known = gone.row().get("removed_at") != null;
    if (known) {
      lines.put(key, gone);
      return;
    }
    Map<String, Object> row = new LinkedHashMap<>();
    gone.row().keySet().forEach(column -> row.put(column, null));
    row.put("video", gone.row().get("video"));
    row.put("removed_at", REMOVED);
    lines.put(key, new Line(row, night));
    updated++;
  }

  /** How many rows were inserted, updated and deleted so far. */
  public List<Long> changes() {
    return List.of(inserted, updated, deleted);
  }

  private String key(Map<String, Object> row) {
    List<Object> key = new ArrayList<>();
    key.add(row.get("day"));
    report.columns().stream()
        .filter(column -> report.dimensions().contains(column.apiName()))
        .forEach(column -> key.add(row.get(column.columnName())));
    return key.toString();
  }

  static LocalDate day(Map<String, Object> row) {
    return (LocalDate) row.get("day");
  }

  /** The rows, each with the night that brought it. */
  public Collection<Map<String, Object>> rows() {
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
