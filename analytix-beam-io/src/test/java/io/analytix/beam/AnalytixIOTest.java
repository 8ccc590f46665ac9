// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.fetch.RetryPolicy;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.ReportTruth;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnalytixIOTest {
  private static final Map<String, ConcurrentLinkedQueue<FinishedShard>> SEEN =
      new ConcurrentHashMap<>();
  private static final LocalDate FIRST = LocalDate.parse("2026-02-20");
  private static final LocalDate LAST = LocalDate.parse("2026-03-05");

  @TempDir Path folder;

  @Test
  void read_fourKindsOfReports_rowsEqualTheTruthOfTheWorld() throws Exception {
    World world = World.builder(11).today(LAST).channels(5).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      List<FinishedShard> shards = read(google);

      List<Outcome> outcomes =
          shards.stream().flatMap(s -> s.answers().stream()).map(a -> a.outcome()).toList();
      assertThat(google.asked(Call.Kind.REPORT)).hasSize(outcomes.size());
      for (FinishedShard shard : shards) {
        for (FinishedShard.Answer answer : shard.answers()) {
          assertThat(cells(answer.rows()))
              .containsExactlyElementsIn(truth(world, answer.outcome()));
        }
      }
    }
  }

  private static List<Map<String, Object>> truth(World world, Outcome outcome) {
    if (!outcome.status().answered()) {
      return List.of();
    }
    return ReportTruth.rows(
        world,
        Reports.find(outcome.report()).orElseThrow(),
        outcome.channelId(),
        new DateRange(outcome.startDate(), outcome.endDate()));
  }

  private static List<Map<String, Object>> cells(List<Row> rows) {
    List<Map<String, Object>> tables = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> cells = new LinkedHashMap<>();
      row.getSchema()
          .getFields()
          .forEach(field -> cells.put(field.getName(), row.getValue(field.getName())));
      assertThat(cells.remove("channel_id")).isNotNull();
      cells.keySet().removeAll(List.of("content_owner", "fetched_at", "run_id"));
      tables.add(cells);
    }
    return tables;
  }

  private List<FinishedShard> read(SimulatedGoogle google) throws Exception {
    google.writeTokenRecords(folder.resolve("tokens"));
    google.writeClientSecrets(folder.resolve("client.json"));
    String key = folder.toString();
    SEEN.put(key, new ConcurrentLinkedQueue<>());
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(
            AnalytixIO.read()
                .withTokenStore(FileTokenStore.in(folder.resolve("tokens").toString()))
                .withClientSecrets(
                    ClientSecretsSource.file(folder.resolve("client.json").toString()))
                .withReports(Reports.builtInReports())
                .withDates(FIRST, LAST)
                .withQuota(Quota.perMinute(1_000_000))
                .withRetries(
                    new RetryPolicy(
                        4, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20)))
                .withEndpoints(
                    Endpoints.of(
                        google.apiRootUrl().toString(), google.dataApiRootUrl().toString())))
        .finishedShards()
        .apply(ParDo.of(new CollectFn(key)));
    pipeline.run().waitUntilFinish();
    return List.copyOf(SEEN.get(key));
  }

  private static final class CollectFn extends DoFn<FinishedShard, Void> {
    private final String key;

    CollectFn(String key) {
      this.key = key;
    }

    @ProcessElement
    public void process(@Element FinishedShard shard) {
      SEEN.get(key).add(shard);
    }
  }
}
