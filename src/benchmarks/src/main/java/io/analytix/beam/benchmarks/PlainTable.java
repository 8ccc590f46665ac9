// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The response to a report query, a function of the query alone. It shares no code with the
 * connector's parser or the simulated Google, so that it does not share their errors.
 */
final class PlainTable {
  private static final int PLAIN_VALUES = 3;

  private final List<Column> columns = new ArrayList<>();
  private final int generation;
  private final Revisions revisions;
  private final String channel;
  private final LocalDate first;
  private final LocalDate last;
  private final List<List<String>> values = new ArrayList<>();

  /**
   * Creates the response to a query.
   *
   * @param generation another generation has other figures
   */
  PlainTable(Map<String, String> query, int generation) {
    this(query, generation, Revisions.NONE);
  }

  /** Creates the response to a query whose figures appear and move. */
  PlainTable(Map<String, String> query, int generation, Revisions revisions) {
    this(query, generation, revisions, PlainTable::plainValues);
  }

  /**
   * Creates the response to a query with these values of all dimensions except the day.
   *
   * @param valuesOf the values by dimension
   */
  PlainTable(Map<String, String> query, int generation, Function<String, List<String>> valuesOf) {
    this(query, generation, Revisions.NONE, valuesOf);
  }

  private PlainTable(
      Map<String, String> query,
      int generation,
      Revisions revisions,
      Function<String, List<String>> valuesOf) {
    this.generation = generation;
    this.revisions = revisions;
    this.channel = query.getOrDefault("ids", "");
    this.first = LocalDate.parse(query.getOrDefault("startDate", ""));
    this.last = LocalDate.parse(query.getOrDefault("endDate", ""));
    for (String dimension : names(query.get("dimensions"))) {
      columns.add(column(dimension));
      values.add(dimension.equals("day") ? days() : valuesOf.apply(dimension));
    }
    for (String metric : names(query.get("metrics"))) {
      columns.add(column(metric));
    }
  }

  String json() {
    StringBuilder json = new StringBuilder(4096);
    json.append("{\"kind\":\"youtubeAnalytics#resultTable\",\"columnHeaders\":[");
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      json.append(i == 0 ? "" : ",")
          .append("{\"name\":\"")
          .append(column.apiName())
          .append("\",\"columnType\":\"")
          .append(column.kind())
          .append("\",\"dataType\":\"")
          .append(column.type().dataType())
          .append("\"}");
    }
    json.append("],\"rows\":[");
    int begin = json.length();
    rows(json, begin, new String[values.size()], 0);
    return json.append("]}").toString();
  }

  private void rows(StringBuilder json, int begin, String[] key, int dimension) {
    if (dimension < key.length) {
      for (String value : values.get(dimension)) {
        key[dimension] = value;
        rows(json, begin, key, dimension + 1);
      }
      return;
    }
    LocalDate day = isByDay() ? LocalDate.parse(key[0]) : first;
    int version = revisions.version(day, columns.get(columns.size() - 1).monetary());
    if (version < 0) {
      return;
    }
    json.append(json.length() == begin ? "[" : ",[");
    for (int i = 0; i < columns.size(); i++) {
      json.append(i == 0 ? "" : ",");
      if (i < key.length) {
        json.append('"').append(key[i]).append('"');
      } else {
        json.append(cell(columns.get(i), key, generation + version));
      }
    }
    json.append(']');
  }

  private String cell(Column column, String[] key, int version) {
    String seed =
        version
            + channel
            + (isByDay() ? "" : first.toString())
            + Arrays.toString(key)
            + column.apiName();
    int number = Math.floorMod(seed.hashCode(), 1_000_000);
    return column.type() == Column.Type.INTEGER ? "" + number : number / 100 + "." + number % 100;
  }

  private boolean isByDay() {
    return columns.get(0).apiName().equals("day");
  }

  private List<String> days() {
    return first.datesUntil(last.plusDays(1)).map(LocalDate::toString).toList();
  }

  private static List<String> plainValues(String dimension) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < PLAIN_VALUES; i++) {
      made.add(dimension + "-" + i);
    }
    return made;
  }

  private static Column column(String name) {
    return Columns.find(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown column: " + name));
  }

  private static List<String> names(@org.jspecify.annotations.Nullable String list) {
    return list == null || list.isEmpty() ? List.of() : Arrays.asList(list.split(","));
  }
}
