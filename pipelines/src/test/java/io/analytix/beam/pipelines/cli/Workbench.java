// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.parquet.OutcomeReader;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.ReportTruth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A simulated Google, a folder, and the command: what a person has in front of them. */
public final class Workbench implements AutoCloseable {
  /** By day, about money, day by day, of every video, of a range, and a snapshot. */
  static final List<String> OF_EACH_KIND =
      List.of(
          "channel_daily",
          "channel_revenue_daily",
          "geography_daily",
          "video_daily",
          "audience_retention",
          "videos");

  public final World world;
  public final SimulatedGoogle google;
  public final Path folder;
  public final Path tokens;
  public final Path client;
  public final Path output;

  public Workbench(World world, Path folder) throws IOException {
    this(world, Clock.systemUTC(), folder);
  }

  /** With the clock of the simulated Google. */
  public Workbench(World world, Clock clock, Path folder) throws IOException {
    this.world = world;
    this.google = SimulatedGoogle.start(world, clock);
    this.folder = folder;
    this.tokens = Files.createDirectories(folder.resolve("tokens"));
    this.client = google.writeClientSecrets(folder.resolve("client_secret.json"));
    this.output = folder.resolve("output");
  }

  /** What the command printed, and how it ended. */
  public record Printed(int exitCode, String out, String err) {
    public String all() {
      return out + err;
    }
  }

  public static Printed analytix(String... arguments) {
    return analytix(CliEnvironment.withoutTerminal(Clock.systemUTC()), arguments);
  }

  public static Printed analytix(CliEnvironment environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Analytix.run(
            environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Printed(exitCode, out.toString(), err.toString());
  }

  /** Runs all built-in reports for these days, unless other options are given. */
  public Printed run(DateRange dates, String... more) {
    return run(
        List.of(
            "--reports=" + String.join(",", Reports.names()),
            "--startDate=" + dates.first(),
            "--endDate=" + dates.last()),
        more);
  }

  /**
   * Runs all built-in reports with look-backs that end the day before, unless other options are
   * given.
   */
  Printed nightly(String asOf, String... more) {
    return run(List.of("--reports=" + String.join(",", Reports.names()), "--asOf=" + asOf), more);
  }

  private Printed run(List<String> usual, String... more) {
    Map<String, String> arguments = new LinkedHashMap<>();
    Stream.of(
            Stream.of(
                "--tokenRecords=file:" + tokens,
                "--clientSecrets=file:" + client,
                "--youtubeAnalyticsEndpoint=" + google.apiRootUrl(),
                "--youtubeDataEndpoint=" + google.dataApiRootUrl(),
                "--queriesPerMinute=1000000",
                "--output=" + output),
            usual.stream(),
            Stream.of(more))
        .flatMap(all -> all)
        .forEach(argument -> arguments.put(argument.split("=")[0], argument));
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(arguments.values());
    return analytix(line.toArray(String[]::new));
  }

  /** The truth of some channels as table rows, by channel, day and dimension. */
  public Map<String, Map<String, Object>> truth(
      ReportDefinition report, Collection<SimulatedChannel> channels, DateRange dates) {
    Map<String, Map<String, Object>> table = new TreeMap<>();
    List<String> keys = ReportSchema.of(report).keys();
    for (SimulatedChannel channel : channels) {
      for (Map<String, Object> row : ReportTruth.rows(world, report, channel.id(), dates)) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("channel_id", channel.id());
        whole.putAll(row);
        put(table, keys, whole);
      }
    }
    return table;
  }

  /** The table on disk as DuckDB reads it, without the columns about the run. */
  public Map<String, Map<String, Object>> table(ReportDefinition report) throws SQLException {
    Map<String, Map<String, Object>> table = new TreeMap<>();
    if (!Files.isDirectory(output.resolve(report.name()))) {
      return table;
    }
    List<String> keys = ReportSchema.of(report).keys();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT * EXCLUDE ("
                        + (report.source().isSnapshot() ? "" : "year_month, ")
                        + "content_owner, fetched_at, run_id)"
                        + " FROM read_parquet('"
                        + output.resolve(report.name())
                        + (report.source().isSnapshot() ? "" : "/*")
                        + "/*.parquet', hive_partitioning = true, union_by_name = true)")) {
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.put(rows.getMetaData().getColumnName(i), cell(rows.getObject(i)));
        }
        put(table, keys, row);
      }
    }
    return table;
  }

  private static void put(
      Map<String, Map<String, Object>> table, List<String> keys, Map<String, Object> row) {
    List<Object> key = new ArrayList<>(List.of(row.get("channel_id")));
    keys.forEach(column -> key.add(row.get(column)));
    if (table.put(key.toString(), row) != null) {
      throw new AssertionError("twice: " + key);
    }
  }

  private static Object cell(Object value) {
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    if (value instanceof java.time.OffsetDateTime time) {
      return time.toInstant();
    }
    return value instanceof BigDecimal money ? money.setScale(9) : value;
  }

  /** All outcomes of the newest run. */
  public List<Outcome> outcomes() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (Stream<Path> runs = Files.list(output.resolve("_outcomes"))) {
      String newest =
          runs.map(run -> run.getFileName().toString()).max(String::compareTo).orElseThrow();
      OutcomeReader.read(
          ParquetOutput.at(output.toString()), newest.substring("run=".length()), outcomes::add);
    }
    return outcomes;
  }

  /** Each file of rows with its modification time. */
  Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().matches(".*/_(outcomes|runs)/.*")) {
          files.put(output.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
        }
      }
    }
    return files;
  }

  public static DateRange dates(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }

  @Override
  public void close() {
    google.close();
  }
}
