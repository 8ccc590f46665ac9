// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.pipelines.ReportsFile;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.Row;

/** Three channels, one of which has withdrawn its consent, and reports of every kind. */
final class TransformBench implements AutoCloseable {
  static final String READ = "beam:schematransform:io.analytix:youtube_analytics_read:v1";
  static final String READ_BULK = "beam:schematransform:io.analytix:youtube_reporting_read:v1";
  static final String REPLACE_IN_PARQUET =
      "beam:schematransform:io.analytix:youtube_analytics_replace_in_parquet:v1";
  static final String REPLACE_IN_BIGQUERY =
      "beam:schematransform:io.analytix:youtube_analytics_replace_in_bigquery:v1";

  static final DateRange DATES = Workbench.dates("2026-02-26", "2026-03-03");

  /** By day, with money, by videos, and a snapshot. */
  static final List<String> BUILT_IN =
      List.of("channel_daily", "channel_revenue_daily", "geography_daily", "video_daily", "videos");

  static final String OWN = "countries_of_range";

  final Workbench bench;
  final Path ownReports;

  TransformBench(Path folder) throws IOException {
    World.Builder world = World.builder(11).today(LocalDate.parse("2026-03-05"));
    for (String channel : List.of("one", "two", "three")) {
      world.channel(SimulatedChannel.named(channel).monetised(true).videoCount(3).build());
    }
    bench = new Workbench(world.build(), folder);
    bench.google.writeTokenRecords(bench.tokens);
    bench.google.revoke(bench.world.channel("two").id());
    ownReports =
        Files.writeString(
            folder.resolve("own.yaml"),
            "reports: [{name: %s, dimensions: [country], metrics: [views], every: range}]"
                .formatted(OWN));
  }

  static SchemaTransformProvider provider(String identifier) {
    for (SchemaTransformProvider provider : ServiceLoader.load(SchemaTransformProvider.class)) {
      if (provider.identifier().equals(identifier)) {
        return provider;
      }
    }
    throw new AssertionError("no provider of " + identifier);
  }

  /** A configuration with these fields, as another language sends it: all others are null. */
  static Row row(String identifier, Map<String, Object> fields) {
    Schema schema = provider(identifier).configurationSchema();
    Map<String, Object> left = new HashMap<>(fields);
    Row.Builder row = Row.withSchema(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = left.remove(field.getName());
      row.addValue(
          value instanceof String text && field.getName().equals("error_handling")
              ? Row.withSchema(field.getType().getRowSchema()).addValue(text).build()
              : value);
    }
    if (!left.isEmpty()) {
      throw new AssertionError("no fields " + left.keySet());
    }
    return row.build();
  }

  /** The configuration of the read, with other fields. */
  Row read(Map<String, Object> more) {
    Map<String, Object> fields =
        new HashMap<>(
            Map.of(
                "token_records", "file:" + bench.tokens,
                "client_secrets", "file:" + bench.client,
                "start_date", DATES.first().toString(),
                "end_date", DATES.last().toString(),
                "queries_per_minute", 1_000_000,
                "youtube_analytics_endpoint", bench.google.apiRootUrl().toString(),
                "youtube_data_endpoint", bench.google.dataApiRootUrl().toString()));
    fields.putAll(more);
    return row(READ, fields);
  }

  /** Stores the same in Java. */
  void store(Pipeline pipeline, List<String> builtIn, boolean own, Path output) {
    List<ReportDefinition> reports = new ArrayList<>();
    builtIn.forEach(name -> reports.add(Reports.find(name).orElseThrow()));
    if (own) {
      reports.addAll(ReportsFile.read(ownReports.toString()));
    }
    pipeline
        .apply(
            AnalytixIO.read()
                .withTokenStore(FileTokenStore.in(bench.tokens.toString()))
                .withClientSecrets(ClientSecretsSource.file(bench.client.toString()))
                .withReports(reports)
                .withDates(DATES.first(), DATES.last())
                .withQuota(Quota.perMinute(1_000_000))
                .withEndpoints(
                    Endpoints.of(
                        bench.google.apiRootUrl().toString(),
                        bench.google.dataApiRootUrl().toString(),
                        bench.google.reportingApiRootUrl().toString())))
        .apply("Store", ReplaceInParquet.to(output.toString()));
    pipeline.run().waitUntilFinish();
  }

  /**
   * Every file of an output but for times and run ids: its path, its columns with types and ids,
   * its rows in their order; those of outcomes as one sorted list.
   */
  static SortedMap<String, List<String>> content(Path output) throws IOException, SQLException {
    SortedMap<String, List<String>> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output);
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String path = output.relativize(file).toString();
        boolean outcomes = path.startsWith("_outcomes/");
        if (!path.endsWith(".parquet")) {
          content.put(path, List.of());
          continue;
        }
        List<String> texts =
            content.computeIfAbsent(outcomes ? "_outcomes" : path, any -> new ArrayList<>());
        texts.addAll(
            texts(
                duckDb,
                "SELECT name, type, logical_type, field_id FROM parquet_schema('" + file + "')"));
        texts.addAll(
            texts(
                duckDb,
                "SELECT * EXCLUDE (run_id, %s) FROM read_parquet('%s', hive_partitioning = false)"
                    .formatted(outcomes ? "started_at, finished_at" : "fetched_at", file)));
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

  @Override
  public void close() {
    bench.close();
  }
}
