// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.FinishedShard;
import io.analytix.beam.Quota;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.bigquery.ReplaceInBigQuery;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.Row;

/**
 * A run of snapshots at another time: responses of the simulated Google that arrive then.
 *
 * @param arrival when all responses arrive
 */
record SnapshotNight(Workbench bench, List<ReportDefinition> snapshots, Instant arrival) {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss'-night'").withZone(ZoneOffset.UTC);

  private static final String[] AS_THE_COMMAND = {
    "--targetParallelism=1", "--enforceImmutability=false", "--enforceEncodability=false"
  };

  /** Stores into the folder of the workbench. */
  void store(UnaryOperator<ReadResult> changed) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(AS_THE_COMMAND).create());
    changed
        .apply(read(pipeline))
        .apply("Store", ReplaceInParquet.to(ParquetOutput.at(bench.output.toString())));
    pipeline.run().waitUntilFinish();
  }

  /** Stores into {@code proj:ds}. */
  void storeIn(FakeBigQuery bigQuery, UnaryOperator<ReadResult> changed) throws IOException {
    Path temp = Files.createDirectories(bench.folder.resolve("temp"));
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    Stream.concat(
                            Stream.of(AS_THE_COMMAND),
                            Stream.of(
                                "--bigQueryEndpoint=" + bigQuery.endpoint(),
                                "--credentialFactoryClass="
                                    + "org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
                                "--project=proj",
                                "--tempLocation=" + temp))
                        .toArray(String[]::new))
                .create());
    changed.apply(read(pipeline)).apply("Store", ReplaceInBigQuery.to("proj:ds"));
    pipeline.run().waitUntilFinish();
  }

  private ReadResult read(Pipeline pipeline) {
    LocalDate day = LocalDate.ofInstant(arrival, RunDates.PACIFIC);
    ReadResult read =
        pipeline.apply(
            "Read",
            AnalytixIO.read()
                .withTokenStore(FileTokenStore.in(bench.tokens.toString()))
                .withClientSecrets(ClientSecretsSource.file(bench.client.toString()))
                .withReports(snapshots)
                .withDates(RunDates.lookback(day.minusDays(1)))
                .withQuota(Quota.perMinute(1_000_000))
                .withEndpoints(
                    Endpoints.of(
                        bench.google.apiRootUrl().toString(),
                        bench.google.dataApiRootUrl().toString())));
    return ReadResult.of(
        read.finishedShards()
            .apply("Arrive", ParDo.of(new ArriveFn(arrival)))
            .setCoder(read.finishedShards().getCoder()),
        snapshots);
  }

  /** Lets responses arrive at a given time, in a run of that time. */
  private static final class ArriveFn extends DoFn<FinishedShard, FinishedShard> {
    private static final long serialVersionUID = 1L;

    private final Instant arrival;

    ArriveFn(Instant arrival) {
      this.arrival = arrival;
    }

    @ProcessElement
    public void process(@Element FinishedShard shard, OutputReceiver<FinishedShard> out) {
      out.output(
          new FinishedShard(
              shard.shard(),
              shard.answers().stream()
                  .map(
                      answer ->
                          new FinishedShard.Answer(
                              at(answer.outcome()),
                              answer.rows().stream().map(this::at).toList(),
                              answer.videos()))
                  .toList()));
    }

    private Outcome at(Outcome outcome) {
      return OutcomeRow.read(
          Row.fromRow(OutcomeRow.of(outcome))
              .withFieldValue("run_id", RUN_ID.format(arrival))
              .withFieldValue("started_at", joda())
              .withFieldValue("finished_at", joda())
              .build());
    }

    private Row at(Row row) {
      return Row.fromRow(row)
          .withFieldValue(ReportSchema.FETCHED_AT, joda())
          .withFieldValue(ReportSchema.RUN_ID, RUN_ID.format(arrival))
          .build();
    }

    private org.joda.time.Instant joda() {
      return org.joda.time.Instant.ofEpochMilli(arrival.toEpochMilli());
    }
  }
}
