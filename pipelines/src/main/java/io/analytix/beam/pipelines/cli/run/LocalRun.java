// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Counters;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.internal.http.Connections;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.Outputs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.EmbeddedRunner;
import io.analytix.beam.pipelines.cli.options.ExplicitOptions;
import io.analytix.beam.pipelines.cli.options.ListedChannels;
import io.analytix.beam.pipelines.cli.options.NetworkRequirement;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.runreport.BulkRequests;
import io.analytix.beam.pipelines.runreport.RunFacts;
import io.analytix.beam.pipelines.runreport.RunPage;
import io.analytix.beam.pipelines.runreport.RunSummary;
import io.analytix.beam.pipelines.storage.FileErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * One run in this process, on the local runner or on an embedded Flink: checks all options first,
 * then fetches and stores.
 */
public final class LocalRun {
  /** What is fetched until a checkpoint is stored while more is fetched. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(15);

  /** The names of more channels are not printed when a run starts. */
  private static final int MAX_NAMES = 4;

  private final AnalytixOptions options;
  private final RunConfiguration request;
  private final Output output;
  private final PrintWriter progress;
  private final CliEnvironment environment;
  private final Duration checkpointInterval;

  /**
   * A run.
   *
   * @param progress receives the progress
   */
  public LocalRun(
      AnalytixOptions options,
      RunConfiguration request,
      PrintWriter progress,
      CliEnvironment environment) {
    this(options, request, progress, environment, CHECKPOINT_INTERVAL);
  }

  /** A run with this checkpoint interval. */
  public LocalRun(
      AnalytixOptions options,
      RunConfiguration request,
      PrintWriter progress,
      CliEnvironment environment,
      Duration checkpointInterval) {
    this.options = options;
    this.request = request;
    this.progress = progress;
    this.environment = environment;
    this.checkpointInterval = checkpointInterval;
    this.output = Outputs.of(options);
  }

  /** A run that was killed before this process started has sent no requests since. */
  private static Instant processStart() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  /**
   * The result of a run.
   *
   * @param planned number of planned requests to the Analytics API
   * @param answeredBefore number of requests that a resumed run skipped, because earlier runs
   *     completed them
   * @param backfilled number of planned requests that answer days of the back-fill
   * @param listed number of Data API requests that list uploads
   * @param bulk the requests to the Reporting API
   * @param titles the titles of the channels, as far as known
   * @param stored the changes of rows and files
   * @param page the page about the run; empty if it could not be written
   */
  public record Result(
      RunConfiguration request,
      String runId,
      long planned,
      long answeredBefore,
      long backfilled,
      long listed,
      BulkRequests bulk,
      RunSummary summary,
      ChannelTitles titles,
      Output.Changes stored,
      Output output,
      Optional<String> page) {}

  /**
   * Runs to completion.
   *
   * @throws IOException if credentials or the output cannot be read
   * @throws IllegalArgumentException if an option is invalid; then nothing was sent or written
   */
  public Result run() throws IOException {
    request.bulk().check();
    Connections.readCertificates();
    AnalytixIO.@Nullable Read read = request.reports().isEmpty() ? null : read();
    AnalytixIO.@Nullable ReadBulk bulk = request.bulk().isWanted() ? readBulk() : null;
    NetworkRequirement network = new NetworkRequirement(request, api(), environment.network());
    network.beforeCredentials();
    URI tokenUri = request.client().read().tokenUri();
    ListedChannels channels = CredentialStores.channels(request);
    if (isFolder(options)) {
      checkOutput();
    }
    network.beforeRequests(tokenUri);
    if (!isFolder(options)) {
      checkOutput();
    }
    try (Output.Lease lease = output.take(request.tables(), options.getBreakLock())) {
      LocalMonitor monitor = LocalMonitor.begin();
      Pipeline pipeline = Pipeline.create(local(options));
      // A single read draws the id of the run itself.
      if (read != null && bulk != null) {
        PCollectionView<String> runId = pipeline.apply("DrawRunId", AnalytixIO.runId());
        read = read.withRunId(runId);
        bulk = bulk.withRunId(runId);
      }
      if (read != null) {
        ReadResult result = pipeline.apply("ReadReports", read);
        lease.replace(request.history() ? result.withHistory() : result);
      }
      if (bulk != null) {
        lease.replaceBulk(pipeline, bulk, request.bulk().archive());
      }
      progress.printf(
          Locale.ROOT,
          "Fetching %s of %s…%n",
          Plurals.of(request.reports().size() + request.bulk().types().size(), "report"),
          named(channels));
      progress.flush();
      try (ProgressTicker ticker =
          ProgressTicker.begin(new ProgressLine(monitor, progress, environment))) {
        PipelineResult result = pipeline.run();
        try {
          result.waitUntilFinish();
          ticker.end();
        } catch (RuntimeException broken) {
          ticker.stop();
          writePageOfFailedRun(monitor, result, channels.titles(), broken);
          throw broken;
        }
        return result(monitor, result, channels.titles());
      }
    }
  }

  /** The number of channels; of a few also their names. */
  private static String named(ListedChannels channels) {
    List<String> names =
        channels.all().stream()
            .map(ChannelRef::tokenRecord)
            .distinct()
            .map(channels.titles()::label)
            .toList();
    String number = Plurals.of(channels.all().size(), "channel");
    return names.size() > MAX_NAMES ? number : number + ": " + String.join(", ", names);
  }

  private void checkOutput() throws IOException {
    output.check(request.tables());
    output.checkBulk(request.bulk().types());
  }

  private URI api() {
    return request.reports().isEmpty()
        ? request.endpoints().reportingApiRoot()
        : request.endpoints().apiRoot();
  }

  /** Whether the output is a folder of this machine. */
  static boolean isFolder(AnalytixOptions options) {
    String output = options.getOutput();
    return output != null && ParquetOutput.isFolder(output);
  }

  /** The line that names the page about a run that did not end normally. */
  static String pageLine(String page) {
    return PrintableText.of("Page about the run: " + page);
  }

  private AnalytixIO.Read read() {
    return request
        .read()
        .withMonitor(LocalMonitor.factory())
        .withCheckpointInterval(checkpointInterval)
        .withQuotaIdleSince(processStart())
        .withFetchAhead()
        .withEarlierOutcomes(output.earlierOutcomes());
  }

  private AnalytixIO.ReadBulk readBulk() {
    return request
        .readBulk()
        .withMonitor(LocalMonitor.factory())
        .withCheckpointInterval(checkpointInterval)
        .withQuotaIdleSince(processStart())
        .withAsOf(environment.clock().instant());
  }

  /** Writes the page about a failed run; the failure is reported even if this fails, too. */
  private void writePageOfFailedRun(
      LocalMonitor monitor, PipelineResult result, ChannelTitles titles, RuntimeException broken) {
    try {
      result(monitor, result, titles).page().ifPresent(page -> progress.println(pageLine(page)));
      progress.flush();
    } catch (IOException | RuntimeException e) {
      broken.addSuppressed(e);
    }
  }

  /** The transforms are tested with the runner's checks for mutation; a run does without them. */
  private static AnalytixOptions local(AnalytixOptions options) {
    if (!EmbeddedRunner.isDirect(options)) {
      return options;
    }
    DirectOptions direct = options.as(DirectOptions.class);
    direct.setBlockOnRun(false);
    direct.setEnforceImmutability(false);
    direct.setEnforceEncodability(false);
    return options;
  }

  private Result result(LocalMonitor monitor, PipelineResult result, ChannelTitles titles)
      throws IOException {
    String runId = monitor.runId() == null ? "without requests" : monitor.runId();
    RunSummary summary =
        new RunSummary(request.reports(), output.storedDays(runId, request.reports()));
    output.outcomes(runId, summary::add);
    monitor.jobs().forEach(summary::add);
    monitor.warnings().forEach(summary::warn);
    expiredRows().forEach(summary::warn);
    Output.Changes stored = output.changes(result);
    BulkRequests bulk =
        new BulkRequests(
            monitor.plannedFiles(),
            Counters.attempted(result, Counters.BULK_REQUESTS),
            Counters.attempted(result, Counters.BULK_LISTS));
    RunFacts facts =
        new RunFacts(
            runId,
            ExplicitOptions.of(options),
            request.quota().queriesPerMinute(),
            monitor.planned(),
            bulk,
            stored.all(),
            titles);
    return new Result(
        request,
        runId,
        monitor.planned() - monitor.plannedFiles(),
        Counters.attempted(result, Counters.ALREADY_ANSWERED),
        Counters.attempted(result, Counters.BACKFILLED),
        monitor.listed(),
        bulk,
        summary,
        titles,
        stored,
        output,
        page(facts, summary));
  }

  /** The rows that the run's owner should remove; all data is stored already. */
  private List<String> expiredRows() {
    try {
      return ExpiredRows.notes(output, options, environment.clock().instant());
    } catch (IOException | RuntimeException e) {
      return List.of(
          "cannot tell which rows were last refreshed more than 30 days ago: " + FileErrors.of(e));
    }
  }

  /**
   * Writes the page about the run. All data is stored already, so an error here is only reported.
   */
  private Optional<String> page(RunFacts facts, RunSummary summary) {
    try {
      return Optional.of(output.writePage(facts.runId(), RunPage.html(facts, summary)));
    } catch (IOException e) {
      progress.println(
          PrintableText.of("Cannot write the page about the run: " + FileErrors.of(e)));
      progress.flush();
      return Optional.empty();
    }
  }
}
