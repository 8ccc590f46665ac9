// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.ReportTruth;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.Row;

/** Reads of a simulated Google on the DirectRunner, and what came out of them. */
final class Reading {
  static final LocalDate FIRST = LocalDate.parse("2026-02-20");
  static final LocalDate LAST = LocalDate.parse("2026-02-23");

  private static final Map<Integer, ConcurrentLinkedQueue<FinishedShard>> SEEN =
      new ConcurrentHashMap<>();
  private static final AtomicInteger READINGS = new AtomicInteger();

  private Reading() {}

  /** A read of the records and the client in {@code folder}, with short retry delays. */
  static AnalytixIO.Read of(SimulatedGoogle google, Path folder) {
    return AnalytixIO.read()
        .withTokenStore(FileTokenStore.in(folder.resolve("tokens").toString()))
        .withClientSecrets(ClientSecretsSource.file(folder.resolve("client.json").toString()))
        .withReports(report("channel_daily"), report("geography_daily"))
        .withDates(FIRST, LAST)
        .withQuota(Quota.perMinute(1_000_000))
        .withRetries(
            new RetryPolicy(8, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20)))
        .withEndpoints(
            Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()));
  }

  static io.analytix.beam.report.ReportDefinition report(String name) {
    return Reports.find(name).orElseThrow();
  }

  static List<FinishedShard> run(AnalytixIO.Read read) {
    return run(read, pipeline -> pipeline);
  }

  static List<FinishedShard> run(AnalytixIO.Read read, UnaryOperator<Pipeline> seen) {
    return run(read, seen, result -> {});
  }

  static List<FinishedShard> run(
      AnalytixIO.Read read, UnaryOperator<Pipeline> seen, Consumer<PipelineResult> ended) {
    int number = READINGS.incrementAndGet();
    SEEN.put(number, new ConcurrentLinkedQueue<>());
    // With a second thread the runner busy-waits for the responses.
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=1").create());
    pipeline.apply(read).finishedShards().apply(ParDo.of(new CollectFn(number)));
    PipelineResult result = seen.apply(pipeline).run();
    result.waitUntilFinish();
    ended.accept(result);
    return List.copyOf(SEEN.remove(number));
  }

  static List<FinishedShard.Answer> answers(List<FinishedShard> shards) {
    return shards.stream().flatMap(shard -> shard.answers().stream()).toList();
  }

  static List<Outcome> outcomes(List<FinishedShard> shards) {
    return answers(shards).stream().map(FinishedShard.Answer::outcome).toList();
  }

  /** How the requests of each record and report ended, one line a record and report. */
  static List<String> endings(List<FinishedShard> shards) {
    TreeMap<String, TreeSet<String>> endings = new TreeMap<>();
    for (Outcome outcome : outcomes(shards)) {
      endings
          .computeIfAbsent(outcome.tokenRecord() + " " + outcome.report(), any -> new TreeSet<>())
          .add(outcome.status() + (outcome.cause() == null ? "" : " " + outcome.cause()));
    }
    return endings.entrySet().stream()
        .map(one -> one.getKey() + ": " + String.join(", ", one.getValue()))
        .toList();
  }

  /** What the request of this answer should have left. */
  static List<Map<String, Object>> truth(World world, FinishedShard.Answer answer) {
    Outcome outcome = answer.outcome();
    return outcome.status().hasRows()
        ? ReportTruth.rows(
                world,
                report(outcome.report()),
                outcome.channelId(),
                new DateRange(outcome.startDate(), outcome.endDate()))
            .stream()
            .filter(row -> answer.videos().isEmpty() || answer.videos().contains(row.get("video")))
            .toList()
        : List.of();
  }

  /** The rows according to {@link ReportTruth}: day, dimensions, metrics. */
  static List<Map<String, Object>> cells(List<Row> rows) {
    List<Map<String, Object>> tables = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> cells = new LinkedHashMap<>();
      row.getSchema()
          .getFields()
          .forEach(field -> cells.put(field.getName(), cell(row.getValue(field.getName()))));
      cells.keySet().removeAll(List.of("channel_id", "content_owner", "fetched_at", "run_id"));
      tables.add(cells);
    }
    return tables;
  }

  private static Object cell(Object value) {
    return value instanceof org.joda.time.ReadableInstant instant
        ? java.time.Instant.ofEpochMilli(instant.getMillis())
        : value;
  }

  /** All rows of some records, by record, report and first requested day. */
  static Map<String, List<Map<String, Object>>> rows(
      List<FinishedShard> shards, List<String> records) {
    Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
    for (FinishedShard.Answer answer : answers(shards)) {
      Outcome outcome = answer.outcome();
      if (records.contains(outcome.tokenRecord())) {
        rows.put(
            outcome.tokenRecord() + " " + outcome.report() + " " + outcome.startDate(),
            cells(answer.rows()));
      }
    }
    return rows;
  }

  private static final class CollectFn extends DoFn<FinishedShard, Void> {
    private final int reading;

    CollectFn(int reading) {
      this.reading = reading;
    }

    @ProcessElement
    public void process(@Element FinishedShard shard) {
      SEEN.get(reading).add(shard);
    }
  }
}
