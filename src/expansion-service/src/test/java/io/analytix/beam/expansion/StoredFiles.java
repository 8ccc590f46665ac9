// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.expansion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of an output. */
final class StoredFiles {
  private StoredFiles() {}

  /**
   * Each file but for times and run ids: its columns with their types and ids, and its rows in
   * their order. Outcomes, whose files have random names, are one sorted list.
   */
  static SortedMap<String, List<String>> content(Path output) throws IOException, SQLException {
    SortedMap<String, List<String>> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output);
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = output.relativize(file).toString();
        boolean outcomes = path.startsWith("_outcomes/");
        List<String> texts =
            content.computeIfAbsent(outcomes ? "_outcomes" : path, any -> new ArrayList<>());
        if (path.endsWith(".parquet")) {
          String times = outcomes ? "started_at, finished_at" : "fetched_at";
          texts.addAll(
              texts(
                  duckDb,
                  "SELECT name, type, logical_type, field_id FROM parquet_schema('" + file + "')"));
          texts.addAll(
              texts(
                  duckDb,
                  "SELECT * EXCLUDE (run_id, %s) FROM read_parquet('%s', hive_partitioning = false)"
                      .formatted(times, file)));
        }
      }
    }
    content.computeIfPresent(
        "_outcomes", (path, texts) -> texts.stream().distinct().sorted().toList());
    return content;
  }

  private static List<String> texts(Connection duckDb, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = duckDb.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(rows.getObject(column));
        }
        texts.add(row.toString());
      }
    }
    return texts;
  }
}
