// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunRequest;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.parquet.Changes;
import io.analytix.beam.pipelines.parquet.OutputLock;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.pipelines.parquet.StoreCounters;
import io.analytix.beam.pipelines.parquet.StoredAnswers;
import io.analytix.beam.pipelines.parquet.StoredChannelDays;
import io.analytix.beam.pipelines.parquet.StoredOutcomes;
import io.analytix.beam.pipelines.parquet.StoredPage;
import io.analytix.beam.pipelines.runreport.RunFacts;
import io.analytix.beam.pipelines.runreport.RunPage;
import io.analytix.beam.pipelines.runreport.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;

/** One run in this process: everything is checked first, then fetched and stored. */
final class LocalRun {
  /** With one thread, what a stretch fetched may wait for the next stretch before it is stored. */
  private static final java.time.Duration STRETCH = java.time.Duration.ofSeconds(10);

  private static final Duration TICK = Duration.millis(250);

  private final AnalytixOptions options;
  private final RunRequest request;
  private final ParquetOutput output;
  private final PrintWriter progress;
  private final Surroundings surroundings;
  private final java.time.Duration stretch;

  /**
   * A run.
   *
   * @param progress gets the progress while the run works
   */
  LocalRun(
      AnalytixOptions options,
      RunRequest request,
      PrintWriter progress,
      Surroundings surroundings) {
    this(options, request, progress, surroundings, STRETCH);
  }

  /** A run that stores what it has after every {@code stretch}, or after the one that follows. */
  LocalRun(
      AnalytixOptions options,
      RunRequest request,
      PrintWriter progress,
      Surroundings surroundings,
      java.time.Duration stretch) {
    this.options = options;
    this.request = request;
    this.progress = progress;
    this.surroundings = surroundings;
    this.stretch = stretch;
    String folder = options.getOutput();
    if (folder == null || folder.isBlank()) {
      throw new UsageException("--output is missing: name the folder for the Parquet files");
    }
    if (("file:" + folder).equals(options.getTokenRecords())) {
      throw new UsageException(
          "--output is "
              + folder
              + ", where the token records are: tables need a folder of their own");
    }
    this.output = ParquetOutput.at(folder);
  }

  /**
   * What a run left.
   *
   * @param planned requests that were planned
   * @param listed calls of the Data API for lists of uploads
   * @param changes what was done to the files
   * @param unconfirmed empty answers over days that have stored rows
   * @param page the page about the run; empty if it could not be written
   */
  record Result(
      RunRequest request,
      String runId,
      long planned,
      long listed,
      RunSummary summary,
      Changes changes,
      long unconfirmed,
      ParquetOutput output,
      Optional<String> page) {}

  /**
   * Runs to the end.
   *
   * @throws IOException if something it stands on cannot be read
   * @throws IllegalArgumentException if an option cannot be followed; then nothing was begun
   */
  Result run() throws IOException {
    AnalytixIO.Read read =
        request
            .read()
            .withMonitor(LocalMonitor.factory())
            .withStretch(stretch)
            .withPastAnswers(StoredAnswers.in(output));
    Sources.checkClient(request);
    List<ChannelRef> channels = Sources.channels(request);
    output.check(request.reports());
    try (OutputLock lock = OutputLock.take(output, "analytix run")) {
      LocalMonitor monitor = LocalMonitor.begin();
      Pipeline pipeline = Pipeline.create(local(options));
      pipeline
          .apply("ReadReports", read)
          .apply("ReplaceInParquet", ReplaceInParquet.to(output).withLock(lock));
      progress.printf(
          Locale.ROOT,
          "Fetching %s of %s…%n",
          Counted.of(request.reports().size(), "report"),
          Counted.of(channels.size(), "channel"));
      progress.flush();
      PipelineResult result = pipeline.run();
      watch(result, new ProgressLine(monitor, progress, surroundings));
      return result(monitor, result);
    }
  }

  private static AnalytixOptions local(AnalytixOptions options) {
    options.as(DirectOptions.class).setBlockOnRun(false);
    return options;
  }

  private static void watch(PipelineResult result, ProgressLine line) {
    try {
      PipelineResult.State state = null;
      while (state == null || !state.isTerminal()) {
        state = result.waitUntilFinish(TICK);
        line.show();
      }
    } finally {
      line.end();
    }
  }

  private Result result(LocalMonitor monitor, PipelineResult result) throws IOException {
    String runId = monitor.runId() == null ? "without requests" : monitor.runId();
    RunSummary summary =
        new RunSummary(request.reports(), new StoredChannelDays(output, request.reports())::of);
    StoredOutcomes.read(output, runId, summary::add);
    RunFacts facts =
        new RunFacts(
            runId,
            StatedOptions.of(options),
            request.quota().queriesPerMinute(),
            monitor.planned(),
            StoreCounters.changes(result));
    return new Result(
        request,
        runId,
        monitor.planned(),
        monitor.listed(),
        summary,
        StoreCounters.changes(result),
        StoreCounters.unconfirmed(result),
        output,
        page(facts, summary));
  }

  /** All rows and outcomes are stored by now, so a page that cannot be written spoils nothing. */
  private Optional<String> page(RunFacts facts, RunSummary summary) {
    try {
      return Optional.of(StoredPage.write(output, facts.runId(), RunPage.html(facts, summary)));
    } catch (IOException e) {
      progress.printf("The page about the run cannot be written: %s%n", e);
      progress.flush();
      return Optional.empty();
    }
  }
}
