// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The month file of a month of 5,000 channels: how long DuckDB and Spark read it, relative to a
 * file that DuckDB wrote of the same rows, and what making it costs, relative to the run that
 * changed all rows.
 */
final class MonthsBenchmark implements Benchmark {
  private static final int CHANNELS = 5000;
  private static final int ROUNDS = 3;
  private static final int READS = 15;

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    int channels = arguments.isEmpty() ? CHANNELS : Integer.parseInt(arguments.get(0));
    String report = arguments.size() > 1 ? arguments.get(1) : "channel_daily";
    Figures figures = new Figures();
    Path plain = folder.resolve("plain");
    Path months = folder.resolve("months");
    try (Server server = Server.start(0, 0)) {
      server.write(Server.channels(channels), folder);
      NightlyRun run = new NightlyRun(server, folder, List.of(report), "2026-01-01", "2026-01-31");
      double without = Double.MAX_VALUE;
      double with = Double.MAX_VALUE;
      for (int round = 0; round <= ROUNDS; round++) {
        server.injectFaults("generation=" + round);
        double plainSeconds = seconds(run, plain);
        double monthsSeconds = seconds(run, months, "--monthFiles");
        Print.line(
            "round %d, processor seconds: %.2f, with month files %.2f",
            round, plainSeconds, monthsSeconds);
        if (round > 0) { // The first round makes the outputs.
          without = Math.min(without, plainSeconds);
          with = Math.min(with, monthsSeconds);
        }
      }
      figures.atMost("making / the run that changed all rows", with / without - 1, 0.2);
      Path file = months.resolve("_months/" + report + "/2026-01.parquet");
      FileTime written = Files.getLastModifiedTime(file);
      var unused = seconds(run, months, "--monthFiles");
      figures.exactly(
          "files written by a run without changes",
          Files.getLastModifiedTime(file).equals(written) ? 0 : 1,
          0);
      Path big = folder.resolve("big.parquet");
      read(file, months.resolve(report), big, figures);
      readWithSpark(file, big, folder, figures);
    }
    return figures.good();
  }

  private static double seconds(NightlyRun run, Path output, String... more)
      throws IOException, InterruptedException {
    String[] options = new String[more.length + 1];
    options[0] = "--queriesPerMinute=1000000";
    System.arraycopy(more, 0, options, 1, more.length);
    return run.command(output, options).processorSeconds();
  }

  /** Reads the month file, the channels' files and one big file that DuckDB writes of them. */
  private static void read(Path month, Path channels, Path big, Figures figures)
      throws IOException, SQLException {
    String small = "read_parquet('%s/*/*.parquet', hive_partitioning = false)".formatted(channels);
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckDb.createStatement()) {
      sql.execute(
          ("COPY (SELECT * FROM %s ORDER BY channel_id, content_owner, day) TO '%s'"
                  + " (FORMAT parquet, COMPRESSION zstd)")
              .formatted(small, big));
      try (ResultSet different =
          sql.executeQuery(
              ("WITH a AS (FROM %s), b AS (FROM '%s') SELECT (SELECT count(*) FROM (FROM a EXCEPT ALL"
                      + " FROM b)) + (SELECT count(*) FROM (FROM b EXCEPT ALL FROM a))")
                  .formatted(small, month))) {
        different.next();
        figures.exactly("rows in the month file or the channels' only", different.getLong(1), 0);
      }
      Print.line(
          "month file %,d KiB, big file %,d KiB", Files.size(month) >> 10, Files.size(big) >> 10);
      Map<String, String> queries = new LinkedHashMap<>();
      queries.put("a sum by day", "SELECT day, sum(views) FROM %s GROUP BY day");
      queries.put("all columns", "SELECT count(COLUMNS(*)) FROM %s");
      queries.put("sums by channel", "SELECT channel_id, sum(views) FROM %s GROUP BY channel_id");
      queries.put(
          "a channel", "SELECT * FROM %s WHERE channel_id = '" + Server.channels(1).get(0) + "'");
      for (Map.Entry<String, String> query : queries.entrySet()) {
        String ofMonth = query.getValue().formatted("'" + month + "'");
        String ofBig = query.getValue().formatted("'" + big + "'");
        double monthMillis = Double.MAX_VALUE;
        double bigMillis = Double.MAX_VALUE;
        for (int read = 0; read < READS; read++) {
          monthMillis = Math.min(monthMillis, millis(sql, ofMonth));
          bigMillis = Math.min(bigMillis, millis(sql, ofBig));
        }
        double smallMillis = millis(sql, query.getValue().formatted(small));
        Print.line(
            "%s: month file %.1f ms, big file %.1f ms, channels' files %.0f ms",
            query.getKey(), monthMillis, bigMillis, smallMillis);
        figures.atMost(
            "DuckDB, reading / a big file, " + query.getKey(), monthMillis / bigMillis, 1.5);
      }
    }
  }

  private static void readWithSpark(Path month, Path big, Path folder, Figures figures)
      throws IOException, InterruptedException {
    String printed =
        Command.script(
                folder.resolve("spark-log"),
                "src/interop/readers/spark-months",
                List.of(month.toString(), big.toString(), Server.channels(1).get(0)))
            .run();
    for (String line : printed.lines().filter(said -> said.contains("\t")).toList()) {
      String[] cells = line.split("\t");
      double monthMillis = Double.parseDouble(cells[1]);
      double bigMillis = Double.parseDouble(cells[2]);
      Print.line("%s: month file %.1f ms, big file %.1f ms", cells[0], monthMillis, bigMillis);
      figures.atMost("Spark, reading / a big file, " + cells[0], monthMillis / bigMillis, 1.5);
    }
  }

  private static double millis(Statement sql, String query) throws SQLException {
    long start = System.nanoTime();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        var unused = rows.getObject(1);
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
