// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reconcile;

import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.output.ReconcileStatement;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the Parquet files of an output with DuckDB, which only this command has. */
final class DuckDbTables {
  private static final String URL = "jdbc:duckdb:";

  private DuckDbTables() {}

  /** The files of a table, to stand behind FROM. */
  static String table(String output, String table) {
    return "read_parquet('%s/%s/*/*.parquet', hive_partitioning = true, union_by_name = true)"
        .formatted(output.replace("'", "''"), table);
  }

  static Reconciliation read(String reportType, ReconcileStatement statement, String sql) {
    List<Reconciliation.ChannelDay> days = new ArrayList<>();
    try (Connection connection = connect();
        Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(sql)) {
      while (row.next()) {
        Map<String, Reconciliation.Pair> pairs = new LinkedHashMap<>();
        for (String metric : statement.metrics().keySet()) {
          pairs.put(
              metric,
              new Reconciliation.Pair(
                  number(row.getObject(ReconcileStatement.bulk(metric))),
                  number(row.getObject(ReconcileStatement.daily(metric)))));
        }
        days.add(
            new Reconciliation.ChannelDay(
                row.getString(ReconcileStatement.CHANNEL),
                LocalDate.parse(row.getString(ReconcileStatement.DAY)),
                row.getString(ReconcileStatement.FOUND_IN),
                pairs));
      }
    } catch (SQLException e) {
      throw new UsageException("DuckDB cannot compare the tables: " + e.getMessage());
    }
    return new Reconciliation(reportType, List.copyOf(statement.metrics().keySet()), days);
  }

  private static Connection connect() throws SQLException {
    if (DriverManager.drivers().map(Driver::getClass).noneMatch(DuckDbTables::isDuckDb)) {
      throw new UsageException(
          "DuckDB is not on the class path: use ./analytix of a checkout, or --sql to print the statement");
    }
    return DriverManager.getConnection(URL);
  }

  private static boolean isDuckDb(Class<?> driver) {
    return driver.getName().startsWith("org.duckdb.");
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    return value == null ? null : new BigDecimal(value.toString());
  }
}
