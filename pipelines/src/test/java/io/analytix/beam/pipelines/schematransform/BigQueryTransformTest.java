// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.schematransform.TransformBench.DATES;
import static io.analytix.beam.pipelines.schematransform.TransformBench.READ;
import static io.analytix.beam.pipelines.schematransform.TransformBench.REPLACE_IN_BIGQUERY;
import static io.analytix.beam.pipelines.schematransform.TransformBench.provider;
import static io.analytix.beam.pipelines.schematransform.TransformBench.row;

import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.report.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The BigQuery sink as a schema transform. */
final class BigQueryTransformTest {
  @TempDir Path folder;

  @Test
  void readAndReplaceInBigQuery_storeRowsAndOutcomes() throws Exception {
    try (TransformBench transforms = new TransformBench(folder);
        FakeBigQuery bigQuery = new FakeBigQuery("ds", "EU")) {
      Pipeline pipeline =
          Pipeline.create(
              PipelineOptionsFactory.fromArgs(
                      "--bigQueryEndpoint=" + bigQuery.endpoint(),
                      "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
                      "--project=proj",
                      "--tempLocation=" + Files.createDirectories(folder.resolve("temp")),
                      "--targetParallelism=1")
                  .create());
      PCollectionRowTuple read =
          PCollectionRowTuple.empty(pipeline)
              .apply(
                  provider(READ)
                      .from(transforms.read(Map.of("reports", List.of("channel_daily")))));
      PCollectionRowTuple stored =
          PCollectionRowTuple.of("input", read.get("shards"))
              .apply(
                  provider(REPLACE_IN_BIGQUERY)
                      .from(row(REPLACE_IN_BIGQUERY, Map.of("output_dataset", "proj:ds"))));
      assertThat(stored.getAll().keySet()).containsExactly("outcomes");
      pipeline.run().waitUntilFinish();

      Map<String, String> views = new TreeMap<>();
      bigQuery
          .query("SELECT channel_id, day, views FROM ds.channel_daily")
          .forEach(row -> views.put(row.get("channel_id") + row.get("day"), row.get("views")));
      Map<String, String> truth = new TreeMap<>();
      transforms
          .bench
          .truth(
              Reports.find("channel_daily").orElseThrow(),
              Stream.of("one", "three").map(transforms.bench.world::channel).toList(),
              DATES)
          .values()
          .forEach(
              row -> truth.put("" + row.get("channel_id") + row.get("day"), "" + row.get("views")));
      assertThat(views).isEqualTo(truth);
      assertThat(bigQuery.query("SELECT cause FROM ds.analytix_outcomes WHERE status = 'FAILED'"))
          .containsExactly(Map.of("cause", "TOKEN_REVOKED"));
    }
  }
}
