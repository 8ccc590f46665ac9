// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.parquet.BulkRowText;
import io.analytix.beam.pipelines.parquet.OutcomeReader;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.ContentOwner;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A simulated Google whose clock moves, an output, and the command, night by night. */
final class BulkBench implements AutoCloseable {
  static final Instant START = Instant.parse("2026-10-01T09:00:00Z");

  final World world;
  final MovableClock clock = new MovableClock(START);
  final SimulatedGoogle google;
  final Path folder;
  final Path tokens;
  final Path output;
  private final Path client;

  BulkBench(World world, Path folder) throws IOException {
    this.world = world;
    this.google = SimulatedGoogle.start(world, clock);
    this.folder = folder;
    this.tokens = Files.createDirectories(folder.resolve("tokens"));
    this.client = google.writeClientSecrets(folder.resolve("client_secret.json"));
    this.output = folder.resolve("output");
    google.writeTokenRecords(tokens);
    for (ContentOwner owner : world.contentOwners()) {
      google.writeTokenRecord(tokens, owner);
    }
  }

  /** Runs the command with these report types, and other options in place of the usual ones. */
  Printed run(String types, String... more) {
    return command("run", types, Stream.concat(usualOfRun(), Stream.of(more)));
  }

  private Stream<String> usualOfRun() {
    return Stream.of("--output=" + output);
  }

  Printed command(String command, String types, Stream<String> more) {
    List<String> line = new ArrayList<>(Arrays.asList(command.split(" ")));
    line.addAll(options(types, more));
    return Workbench.analytix(
        CliEnvironment.withoutTerminal(Clock.fixed(clock.instant(), clock.getZone())),
        line.toArray(String[]::new));
  }

  /** The usual options of a run. */
  List<String> options(String types) {
    return options(types, usualOfRun());
  }

  private List<String> options(String types, Stream<String> more) {
    Map<String, String> arguments = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(
                "--tokenRecords=file:" + tokens,
                "--clientSecrets=file:" + client,
                "--youtubeAnalyticsEndpoint=" + google.apiRootUrl(),
                "--youtubeDataEndpoint=" + google.dataApiRootUrl(),
                "--youtubeReportingEndpoint=" + google.reportingApiRootUrl(),
                "--bulkQueriesPerMinute=1000000",
                "--bulkReports=" + types),
            more)
        .forEach(argument -> arguments.put(argument.split("=")[0], argument));
    return List.copyOf(arguments.values());
  }

  void nextNight() {
    clock.move(Duration.ofDays(1));
  }

  String channel(String name) {
    return world.channel(name).id();
  }

  List<String> channels() {
    return world.channels().stream().map(SimulatedChannel::id).toList();
  }

  /** The truth of all owners of a type, each row as text, sorted. */
  List<String> truth(String type, List<String> owners, Instant first) {
    List<String> rows = new ArrayList<>();
    for (String owner : owners) {
      for (Map<String, Object> row : world.bulk().truth(owner, type, first, clock.instant())) {
        rows.add(BulkRowText.of(row));
      }
    }
    rows.sort(null);
    return rows;
  }

  /** The stored table as DuckDB reads it, without the columns that the connector adds. */
  List<String> table(String type) throws Exception {
    return BulkRowText.table(output, type);
  }

  /** The rows of the archived files of a channel: the text of each line, by its columns. */
  static List<String> archived(Path archive, String type, String channel) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(archive.resolve(type).resolve(channel))) {
      for (Path file : files.toList()) {
        try (InputStream gzip = new GZIPInputStream(Files.newInputStream(file))) {
          rows.addAll(new String(gzip.readAllBytes(), UTF_8).lines().skip(1).toList());
        }
      }
    }
    return rows;
  }

  /** The value of one query about the files of a type. */
  Object query(String select, String type) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery(
                    select
                        + " FROM read_parquet('"
                        + output.resolve(type)
                        + "/*/*.parquet', hive_partitioning = true, union_by_name = true)")) {
      result.next();
      return result.getObject(1);
    }
  }

  /** What the newest run knew of its jobs, each as text, without the columns that differ. */
  List<String> jobs() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT * EXCLUDE (run_id) FROM read_parquet('"
                        + output
                        + "/_jobs/*/*.parquet', hive_partitioning = false)"
                        + " QUALIFY as_of = max(as_of) OVER ()")) {
      while (result.next()) {
        Map<String, Object> row = new TreeMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnName(i), result.getObject(i));
        }
        rows.add(BulkRowText.of(row));
      }
    }
    rows.sort(null);
    return rows;
  }

  /** All outcomes of the newest run. */
  List<Outcome> outcomes() throws IOException {
    List<String> runs = OutcomeReader.runs(ParquetOutput.at(output.toString()));
    List<Outcome> outcomes = new ArrayList<>();
    OutcomeReader.read(ParquetOutput.at(output.toString()), runs.get(0), outcomes::add);
    return outcomes;
  }

  /** Each stored file with its time of change. */
  Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().matches(".*/_(outcomes|runs|jobs)/.*")) {
          files.put(output.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
        }
      }
    }
    return files;
  }

  int calls(Call.Kind kind) {
    return google.recordedCalls(kind).size();
  }

  @Override
  public void close() {
    google.close();
  }
}
