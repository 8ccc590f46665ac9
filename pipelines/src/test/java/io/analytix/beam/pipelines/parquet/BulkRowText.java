// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of bulk files as text, by which tables and the simulated truth are compared. */
public final class BulkRowText {
  private BulkRowText() {}

  /** Cells without a value are left out. */
  public static String of(Map<String, Object> row) {
    Map<String, Object> cells = new TreeMap<>();
    row.forEach(
        (name, value) -> {
          if (value != null) {
            cells.put(name, cell(value));
          }
        });
    return cells.toString();
  }

  private static Object cell(Object value) {
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof BigDecimal money) {
      return money.signum() == 0 ? "0" : money.stripTrailingZeros().toPlainString();
    }
    return value;
  }

  /** A table in Parquet without the columns that the connector adds, sorted. */
  public static List<String> table(Path output, String type) throws IOException, SQLException {
    return table(output, type, added(type));
  }

  /** A table in Parquet without these columns, sorted. */
  public static List<String> table(Path output, String type, String without)
      throws IOException, SQLException {
    if (!Files.isDirectory(output.resolve(type))) {
      return new ArrayList<>();
    }
    try (Stream<Path> files = Files.walk(output.resolve(type), 2)) {
      return rows(files.filter(file -> file.toString().endsWith(".parquet")).toList(), without)
          .values()
          .stream()
          .flatMap(List::stream)
          .sorted()
          .toList();
    }
  }

  /** The rows of each of these files without these columns, as DuckDB reads them. */
  static Map<Path, List<String>> rows(List<Path> files, String without) throws SQLException {
    Map<Path, List<String>> rows = new TreeMap<>();
    if (files.isEmpty()) {
      return rows;
    }
    String names = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", "));
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT * EXCLUDE (%s) FROM read_parquet([%s], hive_partitioning = false,"
                            .formatted(without, names)
                        + " union_by_name = true, filename = true)")) {
      while (result.next()) {
        Map<String, Object> row = new TreeMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnName(i), result.getObject(i));
        }
        Path file = Path.of(String.valueOf(row.remove("filename")));
        rows.computeIfAbsent(file, any -> new ArrayList<>()).add(of(row));
      }
    }
    return rows;
  }

  /** The columns that the connector adds. */
  static String added(String type) {
    return "content_owner, report_created_at, fetched_at, run_id"
        + (type.equals("content_owner_ad_revenue_raw_a1") ? ", report_start_date" : "");
  }
}
