// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.ReportTruth;
import io.analytix.beam.youtube.Endpoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class ReadResultTest {
  @TempDir Path folder;

  @Test
  void readAll_namesOfSomeRecords_emitsTheirRowsAndOutcomesWithSchemas(TestPipeline pipeline)
      throws Exception {
    World world = World.builder(21).today(Reading.LAST.plusDays(5)).channels(3).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(folder.resolve("tokens"));
      google.writeClientSecrets(folder.resolve("client.json"));
      List<String> names = world.channels().stream().limit(2).map(c -> c.handle()).toList();
      Set<Map<String, Object>> expected = new HashSet<>();
      world.channels().stream()
          .limit(2)
          .forEach(
              channel ->
                  expected.addAll(
                      ReportTruth.rows(
                          world,
                          Reading.report("channel_daily"),
                          channel.id(),
                          new DateRange(Reading.FIRST, Reading.LAST))));

      ReadResult result =
          pipeline
              .apply(Create.of(names))
              .apply(
                  AnalytixIO.readAll()
                      .withTokenStore(FileTokenStore.in(folder.resolve("tokens").toString()))
                      .withClientSecrets(
                          ClientSecretsSource.file(folder.resolve("client.json").toString()))
                      .withReports(
                          Reading.report("channel_daily"), Reading.report("geography_daily"))
                      .withDates(Reading.FIRST, Reading.LAST)
                      .withQuota(Quota.perMinute(1_000_000))
                      .withEndpoints(
                          Endpoints.of(
                              google.apiRootUrl().toString(), google.dataApiRootUrl().toString())));
      PCollection<Row> rows = result.rows("channel_daily");
      PCollection<Outcome> outcomes = result.outcomes();

      assertThat(rows.getSchema())
          .isEqualTo(
              io.analytix.beam.row.ReportSchema.of(Reading.report("channel_daily")).schema());
      assertThat(outcomes.getSchema()).isEqualTo(OutcomeRow.SCHEMA);
      assertThat(result.rows("channel_daily")).isSameInstanceAs(rows);
      PAssert.that(rows)
          .satisfies(
              all -> {
                List<Row> table = new ArrayList<>();
                all.forEach(table::add);
                assertThat(new HashSet<>(Reading.cells(table))).isEqualTo(expected);
                return null;
              });
      PAssert.that(outcomes)
          .satisfies(
              all -> {
                Set<String> records = new HashSet<>();
                int count = 0;
                for (Outcome outcome : all) {
                  records.add(outcome.tokenRecord());
                  count++;
                }
                assertThat(records).containsExactlyElementsIn(names);
                assertThat(count).isEqualTo(2 * (1 + 4));
                return null;
              });
      pipeline.run().waitUntilFinish();
    }
  }

  @Test
  void rows_unknownReport_namesTheReportsOfTheRead(TestPipeline pipeline) {
    pipeline.enableAbandonedNodeEnforcement(false);
    ReadResult result =
        ReadResult.of(
            pipeline.apply(Create.empty(FinishedShard.coder(Map.of()))),
            List.of(Reading.report("channel_daily")));

    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> result.rows("geography_daily"));

    assertThat(unknown)
        .hasMessageThat()
        .isEqualTo("this read has no report 'geography_daily', but [channel_daily]");
  }
}
