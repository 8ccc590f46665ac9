// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tables in DuckDB that take GoogleSQL: the few places are bridged where the two differ. */
public final class Warehouse implements AutoCloseable {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** Money is named in full, or three decimals would be left of it. */
  private static final Map<String, String> TYPES =
      Map.of(
          "STRING", "VARCHAR",
          "INT64", "BIGINT",
          "FLOAT64", "DOUBLE",
          "NUMERIC", "DECIMAL(38, 9)",
          "BOOL", "BOOLEAN",
          "DATE", "DATE",
          "TIMESTAMP", "TIMESTAMPTZ");

  private final Connection connection;

  public Warehouse() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("SET TimeZone = 'UTC'");
  }

  /**
   * A column of a table.
   *
   * @param type by GoogleSQL's names
   */
  public record Field(String name, String type, boolean required) {
    String definition() {
      return "\"" + name + "\" " + TYPES.get(type) + (required ? " NOT NULL" : "");
    }
  }

  public void createDataset(String dataset) {
    execute("CREATE SCHEMA \"" + dataset + "\"");
  }

  public void createTable(String dataset, String table, List<Field> fields) {
    execute(
        "CREATE TABLE %s (%s)"
            .formatted(
                name(dataset, table),
                fields.stream().map(Field::definition).collect(Collectors.joining(", "))));
  }

  /** The same for a shape. */
  public void createTable(String dataset, TableShape shape) {
    createTable(dataset, shape.name(), fields(shape));
  }

  public static List<Field> fields(TableShape shape) {
    return shape.columns().stream()
        .map(column -> new Field(column.name(), column.type().name(), column.required()))
        .toList();
  }

  public void addColumn(String dataset, String table, Field field) {
    execute("ALTER TABLE " + name(dataset, table) + " ADD COLUMN " + field.definition());
  }

  public void dropTable(String dataset, String table) {
    execute("DROP TABLE IF EXISTS " + name(dataset, table));
  }

  public void createView(String dataset, String view, String query) {
    execute("CREATE OR REPLACE VIEW " + name(dataset, view) + " AS " + bridged(query));
  }

  public void truncate(String dataset, String table) {
    execute("DELETE FROM " + name(dataset, table));
  }

  /** Appends the rows of files of newline JSON, as a load job would. Returns how many. */
  public long load(String dataset, String table, List<Field> fields, List<String> files) {
    if (files.isEmpty()) {
      return 0;
    }
    String columns =
        fields.stream()
            .map(field -> "\"" + field.name() + "\": 'VARCHAR'")
            .collect(Collectors.joining(", "));
    String casts =
        fields.stream()
            .map(
                field ->
                    "CAST(%s AS %s)"
                        .formatted(
                            field.type().equals("TIMESTAMP")
                                ? "replace(\"" + field.name() + "\", ' UTC', '+00')"
                                : "\"" + field.name() + "\"",
                            TYPES.get(field.type())))
            .collect(Collectors.joining(", "));
    return execute(
        "INSERT INTO %s SELECT %s FROM read_json([%s], format = 'newline_delimited', columns = {%s})"
            .formatted(
                name(dataset, table),
                casts,
                files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ")),
                columns));
  }

  /**
   * Appends the rows of Parquet files by the names of their columns, as a load job would: types
   * must be equal, a column that a file does not have is null, and one that the table does not have
   * is refused.
   */
  public long loadParquet(String dataset, String table, List<String> files) {
    String source =
        files.stream()
            .map(file -> "'" + file + "'")
            .collect(
                Collectors.joining(
                    ", ", "read_parquet([", "], union_by_name = true, hive_partitioning = false)"));
    Map<String, String> columns = types("DESCRIBE " + name(dataset, table));
    types("DESCRIBE SELECT * FROM " + source)
        .forEach(
            (column, type) -> {
              if (!type.equals(columns.get(column))) {
                throw new IllegalStateException(
                    "Provided Schema does not match Table %s: field %s has type %s, not %s"
                        .formatted(table, column, type, columns.get(column)));
              }
            });
    return execute("INSERT INTO " + name(dataset, table) + " BY NAME SELECT * FROM " + source);
  }

  private Map<String, String> types(String describe) {
    Map<String, String> types = new LinkedHashMap<>();
    rows(describe).forEach(row -> types.put(row.get("column_name"), row.get("column_type")));
    return types;
  }

  /** Appends rows, whose cells are the JSON texts of a file's line. */
  void load(String dataset, TableShape shape, List<String> lines) throws IOException {
    Path file = Files.createTempFile("load", ".json");
    try {
      Files.write(file, lines);
      load(dataset, shape.name(), fields(shape), List.of(file.toString()));
    } finally {
      Files.delete(file);
    }
  }

  /** Runs a statement that changes rows. */
  public ChangedRows change(String sql) {
    String bridged = bridged(sql);
    if (!bridged.stripLeading().startsWith("MERGE")) {
      long rows = execute(bridged);
      return bridged.startsWith("DELETE")
          ? new ChangedRows(0, 0, rows)
          : new ChangedRows(rows, 0, 0);
    }
    Map<String, Long> actions = new TreeMap<>();
    rows(bridged + " RETURNING merge_action")
        .forEach(row -> actions.merge(row.get("merge_action"), 1L, Long::sum));
    return new ChangedRows(
        actions.getOrDefault("INSERT", 0L),
        actions.getOrDefault("UPDATE", 0L),
        actions.getOrDefault("DELETE", 0L));
  }

  /** The rows of a query in GoogleSQL, each cell as text. */
  public List<Map<String, String>> query(String sql) {
    return rows(bridged(sql));
  }

  /** The rows of a query in GoogleSQL, each cell as JDBC has it. */
  public synchronized List<Map<String, Object>> objects(String sql) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(bridged(sql))) {
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnName(i), result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + "\n" + sql, e);
    }
  }

  private synchronized List<Map<String, String>> rows(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Map<String, String>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(
              result.getMetaData().getColumnName(i),
              text(result.getObject(i), result.getString(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + "\n" + sql, e);
    }
  }

  private static String text(Object value, String text) {
    return value instanceof BigDecimal money ? money.toPlainString() : text;
  }

  private synchronized long execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : Math.max(0, statement.getUpdateCount());
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + "\n" + sql, e);
    }
  }

  private static String name(String dataset, String table) {
    return "\"" + dataset + "\".\"" + table + "\"";
  }

  /** GoogleSQL as DuckDB takes it. */
  static String bridged(String sql) {
    String bridged =
        sql.replaceAll("DATE_TRUNC\\(([^,()]+), ISOWEEK\\)", "CAST(date_trunc('week', $1) AS DATE)")
            .replaceAll("DATE_TRUNC\\(([^,()]+), MONTH\\)", "CAST(date_trunc('month', $1) AS DATE)")
            .replaceAll("LAST_DAY\\(([^,()]+), MONTH\\)", "last_day($1)")
            .replaceAll("TO_JSON_STRING\\(", "to_json(")
            .replaceAll("UNIX_MILLIS\\(", "epoch_ms(")
            .replaceAll("UNIX_MICROS\\(", "epoch_us(")
            .replaceAll("AS FLOAT64\\)", "AS DOUBLE)")
            .replaceAll("AS NUMERIC\\)", "AS DECIMAL(38, 9))")
            .replaceAll("AS TIMESTAMP\\)", "AS TIMESTAMPTZ)")
            .replaceAll("AS STRING\\)", "AS VARCHAR)")
            .replaceAll("AS INT64\\)", "AS BIGINT)");
    Matcher quoted = QUOTED.matcher(bridged);
    StringBuilder names = new StringBuilder();
    while (quoted.find()) {
      String[] parts = quoted.group(1).split("\\.");
      String name = parts.length == 3 ? name(parts[1], parts[2]) : "\"" + quoted.group(1) + "\"";
      quoted.appendReplacement(names, Matcher.quoteReplacement(name));
    }
    return quoted.appendTail(names).toString();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
