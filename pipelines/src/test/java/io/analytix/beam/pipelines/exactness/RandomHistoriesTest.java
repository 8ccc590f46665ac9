// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.fetch.RetryPolicy;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.pipelines.parquet.StoredOutcomes;
import io.analytix.beam.pipelines.parquet.StoredReport;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand channels, each with a history of its own: figures that are restated, rows that come
 * and go, days that fall silent, heads that are missing, tails that are late, requests that fail.
 * After each night the tables are what the simulated world said in the latest answers with rows.
 */
final class RandomHistoriesTest {
  private static final int CHANNELS = 250;
  private static final int CHANNELS_WITH_VIDEOS = 40;
  private static final int NIGHTS = 4;

  /** Every video takes many more calls, so these seeds have fewer channels. */
  private static boolean hasVideos(long seed) {
    return seed % 2 == 0;
  }

  private static List<ReportDefinition> reports(long seed) {
    Stream<String> ofVideos = hasVideos(seed) ? Stream.of("video_daily", "videos") : Stream.of();
    return Stream.concat(
            RandomWorld.REPORTS.stream(), ofVideos.map(name -> Reports.find(name).orElseThrow()))
        .toList();
  }

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 15, 17})
  void run_nightAfterNight_leavesWhatTheWorldSaidLast(long seed) throws IOException {
    Random random = new Random(seed);
    World world = RandomWorld.of(seed, random, hasVideos(seed) ? CHANNELS_WITH_VIDEOS : CHANNELS);
    Map<String, Map<String, PlainTable>> expected = new TreeMap<>();
    List<String> runs = new ArrayList<>();
    Map<String, Set<String>> unlisted = new TreeMap<>();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(Files.createDirectories(folder.resolve("tokens")));
      google.writeClientSecrets(folder.resolve("client.json"));
      for (int number = 0; number < NIGHTS; number++) {
        Night night = new Night(world, random, unlisted);
        world.channels().forEach(channel -> night.touch(channel, reports(seed)));
        google.faults().clear();
        google.faults().on(night::isBroken, Fault.INTERNAL_ERROR, Integer.MAX_VALUE);
        google.faults().on(night::isRefused, Fault.FORBIDDEN, Integer.MAX_VALUE);
        run(google, night.dates(), reports(seed));
        runs.add(newestRun());
        for (ReportDefinition report : reports(seed)) {
          Map<String, PlainTable> tables =
              expected.computeIfAbsent(report.name(), any -> new TreeMap<>());
          for (SimulatedChannel channel : world.channels()) {
            PlainTable table = tables.computeIfAbsent(channel.id(), any -> new PlainTable(report));
            night.answer(channel, report, table, number);
          }
          check("seed " + seed + ", night " + number, report, tables, runs);
        }
      }
    }
  }

  private void run(SimulatedGoogle google, DateRange dates, List<ReportDefinition> reports) {
    Pipeline pipeline = Pipeline.create();
    ReadResult read =
        pipeline.apply(
            "Read",
            AnalytixIO.read()
                .withTokenStore(FileTokenStore.in(folder.resolve("tokens").toString()))
                .withClientSecrets(
                    ClientSecretsSource.file(folder.resolve("client.json").toString()))
                .withReports(reports)
                .withDates(dates.first(), dates.last())
                .withQuota(Quota.perMinute(1_000_000))
                .withRetries(
                    new RetryPolicy(
                        3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20)))
                .withEndpoints(
                    Endpoints.of(
                        google.apiRootUrl().toString(), google.dataApiRootUrl().toString())));
    read.apply("Store", ReplaceInParquet.to(output()));
    pipeline.run().waitUntilFinish();
  }

  private void check(
      String when, ReportDefinition report, Map<String, PlainTable> expected, List<String> runs)
      throws IOException {
    Map<String, List<Map<String, Object>>> stored = new TreeMap<>();
    for (Row row : StoredReport.rows(ParquetOutput.at(output()), report)) {
      stored
          .computeIfAbsent(row.getString("channel_id"), any -> new ArrayList<>())
          .add(cells(row, runs));
    }
    for (Map.Entry<String, PlainTable> channel : expected.entrySet()) {
      Collection<Map<String, Object>> rows = channel.getValue().rows();
      List<Map<String, Object>> found = stored.getOrDefault(channel.getKey(), List.of());
      assertWithMessage("%s, %s of %s", when, report.name(), channel.getKey())
          .that(found)
          .containsExactlyElementsIn(rows);
    }
  }

  /** The cells of a row, and which night brought it. */
  private static Map<String, Object> cells(Row row, List<String> runs) {
    Map<String, Object> cells = new LinkedHashMap<>();
    row.getSchema().getFieldNames().forEach(name -> cells.put(name, cell(row.getValue(name))));
    cells.put("night", runs.indexOf(row.getString("run_id")));
    cells.keySet().removeAll(List.of("channel_id", "content_owner", "fetched_at", "run_id"));
    return cells;
  }

  private static Object cell(Object value) {
    return value instanceof ReadableInstant instant
        ? Instant.ofEpochMilli(instant.getMillis())
        : value;
  }

  private String newestRun() throws IOException {
    return StoredOutcomes.runs(ParquetOutput.at(output())).get(0);
  }

  private String output() {
    return folder.resolve("output").toString();
  }
}
