// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.parquet.OutcomeReader;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.pipelines.parquet.ReportReader;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/** An output of Parquet files that whole pipelines fill from a simulated Google, run after run. */
final class Lake {
  private final SimulatedGoogle google;
  private final Path folder;
  private final List<String> runs = new ArrayList<>();

  Lake(SimulatedGoogle google, Path folder) throws IOException {
    this.google = google;
    this.folder = folder;
    google.writeTokenRecords(Files.createDirectories(folder.resolve("tokens")));
    google.writeClientSecrets(folder.resolve("client.json"));
  }

  /** Runs the pipeline with the whole quota in the world. */
  void run(DateRange dates, List<ReportDefinition> reports, RetryPolicy retries)
      throws IOException {
    // As the command runs. AnalytixIOTest and ReplaceInParquetTest keep the runner's checks.
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--targetParallelism=1",
                    "--enforceImmutability=false",
                    "--enforceEncodability=false")
                .create());
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
                .withRetries(retries)
                .withEndpoints(
                    Endpoints.of(
                        google.apiRootUrl().toString(), google.dataApiRootUrl().toString())));
    read.apply("Store", ReplaceInParquet.to(folder.resolve("output").toString()));
    pipeline.run().waitUntilFinish();
    runs.add(OutcomeReader.runs(output()).get(0));
  }

  /** How the requests of the newest run ended. */
  List<Outcome> outcomes() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    OutcomeReader.read(output(), runs.get(runs.size() - 1), outcomes::add);
    return outcomes;
  }

  /** The rows of a report by channel, each with the number of the run that brought it. */
  Map<String, List<Map<String, Object>>> rows(ReportDefinition report) throws IOException {
    Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
    for (Row row : ReportReader.rows(output(), report)) {
      rows.computeIfAbsent(row.getString("channel_id"), any -> new ArrayList<>()).add(cells(row));
    }
    return rows;
  }

  private Map<String, Object> cells(Row row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    row.getSchema().getFieldNames().forEach(name -> cells.put(name, cell(row.getValue(name))));
    cells.computeIfPresent("removed_at", (name, time) -> PlainTable.REMOVED);
    cells.put("night", runs.indexOf(row.getString("run_id")));
    cells.keySet().removeAll(List.of("channel_id", "content_owner", "fetched_at", "run_id"));
    return cells;
  }

  private static Object cell(Object value) {
    return value instanceof ReadableInstant instant
        ? Instant.ofEpochMilli(instant.getMillis())
        : value;
  }

  private ParquetOutput output() {
    return ParquetOutput.at(folder.resolve("output").toString());
  }
}
