// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Compares the tables of two outputs, as DuckDB reads them. */
final class SameTables {
  private SameTables() {}

  /** How many rows of a report are in one output only, counted as often as they are there. */
  static long differences(Path one, Path other, String report) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckDb.createStatement();
        ResultSet count =
            sql.executeQuery(
                "WITH a AS (%s), b AS (%s) SELECT (SELECT count(*) FROM (FROM a EXCEPT ALL FROM b))"
                        .formatted(rows(one, report), rows(other, report))
                    + " + (SELECT count(*) FROM (FROM b EXCEPT ALL FROM a))")) {
      count.next();
      return count.getLong(1);
    }
  }

  /** How many rows a report has. */
  static long count(Path output, String report) throws SQLException {
    if (!Files.isDirectory(output.resolve(report))) {
      return 0;
    }
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckDb.createStatement();
        ResultSet count =
            sql.executeQuery("SELECT count(*) FROM (%s)".formatted(rows(output, report)))) {
      count.next();
      return count.getLong(1);
    }
  }

  private static String rows(Path output, String report) {
    return "SELECT * EXCLUDE (fetched_at, run_id) FROM read_parquet('%s/*/*.parquet')"
        .formatted(output.resolve(report));
  }
}
