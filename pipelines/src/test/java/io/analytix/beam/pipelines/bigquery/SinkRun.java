// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;

/** The sink over shards that are already there, against a BigQuery on this machine. */
final class SinkRun {
  static final String DATASET = "proj:ds";

  private final FakeBigQuery bigQuery;
  private final Path temp;
  private final List<ReportDefinition> reports;

  SinkRun(FakeBigQuery bigQuery, Path temp, List<ReportDefinition> reports) {
    this.bigQuery = bigQuery;
    this.temp = temp;
    this.reports = reports;
  }

  static PipelineOptions options(FakeBigQuery bigQuery, Path temp) {
    return PipelineOptionsFactory.fromArgs(
            "--bigQueryEndpoint=" + bigQuery.endpoint(),
            "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
            "--project=proj",
            "--tempLocation=" + temp,
            // As the command runs: with a second thread the runner busy-waits for the loads.
            "--targetParallelism=1",
            // Costs more than the run: NightlyDatasetTest and ReplaceInParquetTest have it.
            "--enforceImmutability=false",
            "--enforceEncodability=false")
        .create();
  }

  PipelineResult run(List<FinishedShard> shards) {
    return run(shards, sink -> sink);
  }

  PipelineResult run(List<FinishedShard> shards, UnaryOperator<ReplaceInBigQuery> settings) {
    Pipeline pipeline = Pipeline.create(options(bigQuery, temp));
    Map<String, Schema> schemas =
        reports.stream()
            .collect(
                Collectors.toMap(
                    ReportDefinition::name, report -> ReportSchema.of(report).schema()));
    Coder<FinishedShard> coder = FinishedShard.coder(schemas);
    PCollection<FinishedShard> all =
        pipeline.apply(
            "Shards", shards.isEmpty() ? Create.empty(coder) : Create.of(shards).withCoder(coder));
    ReadResult.of(all, reports).apply("Replace", settings.apply(ReplaceInBigQuery.to(DATASET)));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }
}
