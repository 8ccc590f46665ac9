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
import java.time.LocalDate;

/** Compares the tables of two outputs with DuckDB. */
final class TableComparison {
  private TableComparison() {}

  /** Returns the number of rows of a report that are in one output only, with duplicates. */
  static long differences(Path one, Path other, String report) throws SQLException {
    return differences(rows(one, report), rows(other, report));
  }

  /**
   * Returns on how many days of channels, from {@code first} to {@code last}, a row of a report is
   * in one output only.
   */
  static long differentDays(Path one, Path other, String report, LocalDate first, LocalDate last)
      throws SQLException {
    String within = " WHERE day BETWEEN DATE '%s' AND DATE '%s'".formatted(first, last);
    return number(
        ("WITH a AS (%s%s), b AS (%s%s) SELECT count(DISTINCT (channel_id, day)) FROM"
                + " ((FROM a EXCEPT ALL FROM b) UNION ALL (FROM b EXCEPT ALL FROM a))")
            .formatted(rows(one, report), within, rows(other, report), within));
  }

  /** Returns the number of rows of a report. */
  static long count(Path output, String report) throws SQLException {
    return Files.isDirectory(output.resolve(report))
        ? number("SELECT count(*) FROM (%s)".formatted(rows(output, report)))
        : 0;
  }

  /** Returns the number of outcomes of a run, optionally only the successful ones. */
  static long outcomes(Path run, boolean answered) throws SQLException {
    return number(
        "SELECT count(*) FROM (%s)%s"
            .formatted(read(run), answered ? " WHERE status IN ('OK', 'TRUNCATED')" : ""));
  }

  /** Returns the number of requests sent by a run, by its outcomes. */
  static long sent(Path run) throws SQLException {
    return number("SELECT coalesce(sum(requests), 0) FROM (%s)".formatted(read(run)));
  }

  /**
   * Returns the number of rows of a report that contradict the outcomes of its last run: expected
   * are the rows of {@code now} for successful requests, and those of {@code before} otherwise.
   */
  static long wrong(Path output, Path outcomes, String report, Path before, Path now)
      throws SQLException {
    String join =
        " t JOIN (SELECT * FROM (%s) WHERE report = '%s') o ON t.channel_id = o.channel_id AND t.day"
                .formatted(read(outcomes), report)
            + " BETWEEN o.start_date AND o.end_date WHERE o.status ";
    String expected =
        "SELECT t.* FROM (%s)%s IN ('OK', 'TRUNCATED') UNION ALL SELECT t.* FROM (%s)%s NOT IN ('OK', 'TRUNCATED')"
            .formatted(rows(now, report), join, rows(before, report), join);
    return differences(rows(output, report), expected);
  }

  private static long differences(String one, String other) throws SQLException {
    return number(
        ("WITH a AS (%s), b AS (%s) SELECT (SELECT count(*) FROM (FROM a EXCEPT ALL FROM b))"
                + " + (SELECT count(*) FROM (FROM b EXCEPT ALL FROM a))")
            .formatted(one, other));
  }

  private static long number(String query) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckDb.createStatement();
        ResultSet count = sql.executeQuery(query)) {
      count.next();
      return count.getLong(1);
    }
  }

  private static String read(Path run) {
    return "SELECT * FROM read_parquet('%s/*.parquet')".formatted(run);
  }

  private static String rows(Path output, String report) {
    return "SELECT * EXCLUDE (fetched_at, run_id) FROM read_parquet('%s/*/*.parquet')"
        .formatted(output.resolve(report));
  }
}
