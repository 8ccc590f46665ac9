// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Stores one large file of the YouTube Reporting API with a small heap, and compares the processor
 * time with that of DuckDB, which copies the same CSV to Parquet with one thread.
 */
final class BulkBenchmark implements Benchmark {
  private static final String HEAP = "-Xmx384m";
  private static final int ROWS = 1_500_000;
  private static final int ROUNDS = 3;
  private static final String CHANNEL = Server.channels(1).get(0);

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** The text columns; all others are numbers. */
  private static final List<String> TEXTS =
      List.of("channel_id", "video_id", "live_or_on_demand", "subscribed_status", "country_code");

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    int rows = arguments.isEmpty() ? ROWS : Integer.parseInt(arguments.get(0));
    LocalDate day = LocalDate.now(PlainBulk.PACIFIC).minusDays(4);
    Path csv = folder.resolve("large.csv");
    BulkFileWriter.write(csv, CHANNEL, day, rows);
    Print.line("%,d rows, %,d bytes of CSV", rows, Files.size(csv));
    Path small = folder.resolve("small.csv");
    BulkFileWriter.write(small, CHANNEL, day, 1);
    double[] speeds = new double[ROUNDS];
    Path output = folder.resolve("output");
    for (int round = 0; round < ROUNDS; round++) {
      double copying = copySeconds(csv, folder.resolve("copy.parquet"));
      double starting = runSeconds(small, day, folder, folder.resolve("small" + round));
      double running = runSeconds(csv, day, folder, output.resolve("" + round));
      speeds[round] = copying / (running - starting);
      Print.line(
          "DuckDB %.1f s; run with %s %.1f s, of which %.1f s are those of a file with one row",
          copying, HEAP, running, starting);
    }
    Arrays.sort(speeds);
    Figures figures = new Figures();
    figures.atLeast("DuckDB's time / time of the file, median", speeds[ROUNDS / 2], 0.5);
    String stored =
        "read_parquet('%s/0/%s/*/*.parquet')".formatted(output, BulkFileWriter.REPORT_TYPE);
    figures.exactly("rows stored", number("SELECT count(*) FROM " + stored), rows);
    figures.exactly(
        "difference of the tables",
        number("SELECT " + hash(csv) + " FROM " + readCsv(csv))
            - number("SELECT " + hash(csv) + " FROM " + stored),
        0);
    return figures.good();
  }

  private static double copySeconds(Path csv, Path parquet) throws SQLException {
    long begun = PROCESS.getProcessCpuTime();
    execute(
        "COPY (SELECT * FROM read_csv('%s')) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
            .formatted(csv, parquet));
    return (PROCESS.getProcessCpuTime() - begun) / 1e9;
  }

  /** Returns the processor time in seconds of a whole run of the command that stores the file. */
  private static double runSeconds(Path csv, LocalDate day, Path folder, Path output)
      throws IOException, InterruptedException {
    Path compressed = Path.of(csv + ".gz");
    if (!Files.exists(compressed)) {
      compress(csv, compressed);
    }
    try (Server server = Server.start(0, 0, compressed.toString(), day.toString())) {
      server.write(List.of(CHANNEL), folder);
      List<String> line =
          List.of(
              "run",
              "--bulkReports=" + BulkFileWriter.REPORT_TYPE,
              "--bulkQueriesPerMinute=100000",
              "--tokenRecords=file:" + folder.resolve("tokens"),
              "--clientSecrets=file:" + folder.resolve("client.json"),
              "--youtubeAnalyticsEndpoint=" + server.root(),
              "--youtubeDataEndpoint=" + server.root(),
              "--youtubeReportingEndpoint=" + server.root(),
              "--output=" + output);
      return Command.analytix(folder.resolve("log"), line).with(HEAP).processorSeconds();
    }
  }

  private static void compress(Path csv, Path compressed) throws IOException {
    try (InputStream in = Files.newInputStream(csv);
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed), 1 << 16)) {
      in.transferTo(out);
    }
  }

  /** An expression for a number that depends on every cell, but not on the order of the rows. */
  private static String hash(Path csv) throws IOException {
    List<String> cells = new ArrayList<>();
    try (var lines = Files.lines(csv)) {
      for (String name : lines.findFirst().orElseThrow().split(",")) {
        boolean isDate = name.equals("date");
        String type = isDate ? "DATE" : TEXTS.contains(name) ? "VARCHAR" : "DOUBLE";
        cells.add("CAST(" + name + " AS " + type + ")");
      }
    }
    return "sum(hash(" + String.join(", ", cells) + ") // 100000000)";
  }

  private static String readCsv(Path csv) {
    return "read_csv('" + csv + "', dateformat = '%Y%m%d', types = {'date': 'DATE'})";
  }

  private static long number(String query) throws SQLException {
    try (Connection database = open();
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getBigDecimal(1).longValueExact();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection database = open();
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection open() throws SQLException {
    Connection database = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = database.createStatement()) {
      statement.execute("SET threads = 1");
    }
    return database;
  }
}
