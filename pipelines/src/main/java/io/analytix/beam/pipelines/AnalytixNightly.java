// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static org.apache.beam.sdk.values.TypeDescriptors.booleans;

import io.analytix.beam.DataflowRunnerV2;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.bigquery.BigQueryEarlierOutcomes;
import io.analytix.beam.pipelines.bigquery.BigQueryOutput;
import io.analytix.beam.pipelines.bigquery.ReplaceInBigQuery;
import io.analytix.beam.pipelines.parquet.ParquetEarlierOutcomes;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.pipelines.parquet.StoredShard;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.Runners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.SdkHarnessOptions;
import org.apache.beam.sdk.options.SdkHarnessOptions.LogLevel;
import org.apache.beam.sdk.options.SdkHarnessOptions.SdkHarnessLogLevelOverrides;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * The nightly job on any runner: what the options ask for is read and replaced in the sink that
 * they name. The Flex Template runs it too.
 *
 * <p>Which days it asks for is settled when the job is made, in Pacific time, so that all its
 * workers agree and a job that waits for its start keeps them. No secret is read then, only where
 * they are.
 */
public final class AnalytixNightly {
  private static final String OURS = "io.analytix.beam";

  private AnalytixNightly() {}

  /** Makes the job and waits for its end, unless Dataflow's launcher is to begin it. */
  public static void main(String[] arguments) {
    new DisableHttpAutoRetry().onStartup();
    try {
      PipelineResult.@Nullable State state = run(Clock.systemUTC(), arguments);
      if (state != null && state != PipelineResult.State.DONE) {
        System.err.println("analytix-nightly: the job ended as " + state);
        System.exit(1);
      }
    } catch (RuntimeException e) {
      System.err.println("analytix-nightly: " + ErrorMessages.of(e));
      if (!(e instanceof IllegalArgumentException)) {
        e.printStackTrace();
      }
      System.exit(1);
    }
  }

  /**
   * Makes the job, and waits for its end unless it is only written down.
   *
   * @param clock tells what yesterday is
   * @return how it ended; null if it was only written down
   * @throws IllegalArgumentException with one line, if an option cannot be followed
   */
  public static PipelineResult.@Nullable State run(Clock clock, String... arguments) {
    PipelineOptionsFactory.register(AnalytixOptions.class);
    AnalytixOptions options = PipelineOptionsFactory.fromArgs(arguments).as(AnalytixOptions.class);
    PipelineResult result = pipeline(options, clock).run();
    return DataflowOptionsCheck.isOnlyWritten(options) ? null : result.waitUntilFinish();
  }

  /** The job as a pipeline that has not begun. */
  static Pipeline pipeline(AnalytixOptions options, Clock clock) {
    if (Runners.isDataflow(options)) {
      DataflowOptionsCheck.check(options);
      DataflowRunnerV2.enable(options);
    }
    if (options.getVerbose()) {
      options
          .as(SdkHarnessOptions.class)
          .setSdkHarnessLogLevelOverrides(
              new SdkHarnessLogLevelOverrides().addOverrideForName(OURS, LogLevel.DEBUG));
    }
    RunConfiguration request = RunConfiguration.of(options, clock);
    OutputLocation place = OutputLocation.of(options);
    Pipeline pipeline = Pipeline.create(options);
    PCollection<Boolean> failures =
        place.folder() == null
            ? toDataset(pipeline, place, request)
            : toFolder(pipeline, place.folder(), place.breakLock(), request);
    if (request.failureLimit().canBeExceeded()) {
      failures.apply("FailOn", FailJobAboveThreshold.limit(request.failureLimit()));
    }
    return pipeline;
  }

  private static PCollection<Boolean> toFolder(
      Pipeline pipeline, String folder, boolean breakLock, RunConfiguration request) {
    PipelineOptions options = pipeline.getOptions();
    ParquetOutput output = ParquetOutput.at(folder, options);
    if (!Runners.isDataflow(options)) {
      output.check(request.reports());
    }
    ReplaceInParquet sink = ReplaceInParquet.to(output);
    return pipeline
        .apply("ReadReports", request.read().withPastAnswers(ParquetEarlierOutcomes.in(output)))
        .apply("ReplaceInParquet", breakLock ? sink.breakingLock() : sink)
        .apply("WhetherFailed", FlatMapElements.into(booleans()).via(AnalytixNightly::failed));
  }

  private static PCollection<Boolean> toDataset(
      Pipeline pipeline, OutputLocation place, RunConfiguration request) {
    String dataset = Objects.requireNonNull(place.dataset());
    PipelineOptions options = pipeline.getOptions();
    BigQueryOutput.settle(options);
    if (!Runners.isDataflow(options)) {
      check(dataset, place, request, options);
    }
    ReplaceInBigQuery sink = ReplaceInBigQuery.to(dataset).withCompatibilityViews(place.views());
    sink = place.breakLock() ? sink.breakingLock() : sink;
    PCollection<LockOwner> locked =
        pipeline.apply("PrepareBigQuery", sink.prepare(request.reports()));
    return pipeline
        .apply(
            "ReadReports",
            request
                .read()
                .withPastAnswers(BigQueryEarlierOutcomes.in(dataset, options))
                .after(locked))
        .apply("ReplaceInBigQuery", sink.prepared(locked))
        .apply(
            "WhetherFailed",
            MapElements.into(booleans()).via(outcome -> outcome.status() == Status.FAILED));
  }

  /** On Dataflow the first step does, whose account may be another's. */
  private static void check(
      String dataset, OutputLocation place, RunConfiguration request, PipelineOptions options) {
    try {
      BigQueryOutput.check(dataset, request.reports(), place.views(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Boolean> failed(StoredShard stored) {
    return stored.outcomes().stream().map(outcome -> outcome.status() == Status.FAILED).toList();
  }
}
