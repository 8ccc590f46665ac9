// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package com.example.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.sql.impl.BeamSqlPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.transforms.Group;
import org.apache.beam.sdk.schemas.transforms.Select;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source and sink beside what an ordinary project has of Beam: Google Cloud, SQL, runners. */
final class SumsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-02");
  private static final LocalDate LAST = LocalDate.parse("2026-11-08");

  @TempDir Path folder;

  @Test
  void optionsOfEveryRunnerAndOfSql_areRead() {
    String[] args = {"--region=europe-west1", "--parallelism=2", "--tempLocation=gs://bucket/temp"};

    assertEquals(
        "europe-west1",
        PipelineOptionsFactory.fromArgs(args).as(DataflowPipelineOptions.class).getRegion());
    assertEquals(
        2, PipelineOptionsFactory.fromArgs(args).as(FlinkPipelineOptions.class).getParallelism());
    assertFalse(
        PipelineOptionsFactory.fromArgs(args)
            .as(BeamSqlPipelineOptions.class)
            .getVerifyRowValues());
  }

  @Test
  void rowsOfAReport_storedAndSummed_areTheTruth() throws IOException {
    World world = World.builder(7).channels(2).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      Pipeline pipeline = Pipeline.create();

      ReadResult result =
          pipeline.apply(
              AnalytixIO.read()
                  .withTokenStore(
                      FileTokenStore.in(google.writeTokenRecords(folder.resolve("t")).toString()))
                  .withClientSecrets(
                      ClientSecretsSource.file(
                          google.writeClientSecrets(folder.resolve("client.json")).toString()))
                  .withReports(Reports.find("channel_daily").orElseThrow())
                  .withDates(FIRST, LAST)
                  .withEndpoints(
                      Endpoints.of(
                          google.apiRootUrl().toString(), google.dataApiRootUrl().toString())));
      result.apply("Store", ReplaceInParquet.to(folder.resolve("lake").toString()));

      PAssert.that(
              result
                  .rows("channel_daily")
                  .apply(
                      Group.<Row>byFieldNames("channel_id")
                          .aggregateField("views", Sum.ofLongs(), "views"))
                  .apply(Select.flattenedSchema())
                  .apply(
                      MapElements.into(TypeDescriptors.strings())
                          .via(row -> row.getString(0) + " " + row.getInt64(1))))
          .containsInAnyOrder(
              world.channels().stream().map(channel -> total(world, channel)).toList());
      pipeline.run().waitUntilFinish();
    }
  }

  private static String total(World world, SimulatedChannel channel) {
    long views =
        world.truth(channel.id(), List.of("day"), List.of("views"), FIRST, LAST).stream()
            .mapToLong(row -> (Long) row.get("views"))
            .sum();
    return channel.id() + " " + views;
  }
}
