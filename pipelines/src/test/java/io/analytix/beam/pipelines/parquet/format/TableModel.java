// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.FinishedShard;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;
import org.jspecify.annotations.Nullable;

/**
 * What the promise says of tables, in plain text and maps: for every report, channel and day what
 * the latest answer with rows said.
 */
public final class TableModel {
  private record Line(String figures, String provenance) {}

  /** Report and channel, then day, then dimensions. */
  private final SortedMap<String, SortedMap<String, SortedMap<String, Line>>> tables =
      new TreeMap<>();

  private long inserted;
  private long updated;
  private long deleted;
  private long unchanged;

  public void apply(FinishedShard shard) {
    for (FinishedShard.Answer answer : shard.answers()) {
      LocalDate first = answer.outcome().answeredFrom();
      LocalDate last = answer.outcome().answeredThrough();
      if (first != null && last != null) {
        SortedMap<String, SortedMap<String, Line>> days =
            tables.computeIfAbsent(
                shard.shard().report()
                    + "|"
                    + shard.shard().channel().channelId()
                    + "|"
                    + shard.shard().channel().contentOwner(),
                table -> new TreeMap<>());
        first.datesUntil(last.plusDays(1)).forEach(day -> replace(days, day, answer.rows()));
      }
    }
  }

  private void replace(
      SortedMap<String, SortedMap<String, Line>> days, LocalDate day, List<Row> rows) {
    SortedMap<String, Line> before =
        Objects.requireNonNullElse(days.remove(day.toString()), new TreeMap<>());
    SortedMap<String, Line> after = new TreeMap<>();
    for (Row row : rows) {
      if (day.equals(row.getLogicalTypeValue("day", LocalDate.class))) {
        List<String> cells = cells(row);
        int metric = row.getSchema().getFieldNames().indexOf(firstMetric(row));
        Line now =
            new Line(
                String.join("|", cells.subList(metric, cells.size() - 2)),
                String.join("|", cells.subList(cells.size() - 2, cells.size())));
        String key = String.join("|", cells.subList(3, metric));
        Line was = before.remove(key);
        boolean same = was != null && was.figures.equals(now.figures);
        after.put(key, same ? was : now);
        inserted += was == null ? 1 : 0;
        updated += was != null && !same ? 1 : 0;
        unchanged += same ? 1 : 0;
      }
    }
    deleted += before.size();
    if (!after.isEmpty()) {
      days.put(day.toString(), after);
    }
  }

  /** The rows of a report as text, sorted. */
  public List<String> lines(String report) {
    List<String> lines = new ArrayList<>();
    tables
        .tailMap(report + "|")
        .headMap(report + "~")
        .forEach(
            (table, days) ->
                days.forEach(
                    (day, keys) ->
                        keys.forEach(
                            (key, line) ->
                                lines.add(
                                    String.join(
                                        "|",
                                        table.substring(report.length() + 1),
                                        key.isEmpty() ? day : day + "|" + key,
                                        line.figures,
                                        line.provenance)))));
    return lines.stream().sorted().toList();
  }

  /** Rows inserted, updated, deleted, unchanged so far. */
  public List<Long> counts() {
    return List.of(inserted, updated, deleted, unchanged);
  }

  /** A row as the text of {@link #lines}. */
  public static String line(Row row) {
    return String.join("|", cells(row));
  }

  private static String firstMetric(Row row) {
    return List.of("views", "estimated_revenue").stream()
        .filter(row.getSchema()::hasField)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      cells.add(text(row.getValue(i)));
    }
    return cells;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof BigDecimal money) {
      return money.setScale(9).toPlainString();
    }
    if (value instanceof ReadableInstant instant) {
      return String.valueOf(instant.getMillis());
    }
    return String.valueOf(value);
  }
}
