// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.internal.access.UploadsLister.Listed;
import io.analytix.beam.internal.access.VideoLists;
import io.analytix.beam.internal.bulk.BulkJobs;
import io.analytix.beam.internal.bulk.BulkLedger;
import io.analytix.beam.internal.bulk.FileChooser;
import io.analytix.beam.internal.bulk.JobForecast;
import io.analytix.beam.internal.bulk.PlannedJobs;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.BulkConfiguration;
import io.analytix.beam.pipelines.Outputs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.ListedChannels;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix plan}: lists all requests of a run without sending them. */
@Command(
    name = "plan",
    header = "List all requests of a run without sending them.",
    customSynopsis = "analytix plan --tokenRecords=LOCATION [--json] [OPTIONS]",
    description = {
      "",
      "Takes the same options as 'run'. Prints the days of each request for each channel and"
          + " report, then the number of requests, their duration under the quota, and their cost"
          + " in units of the Data API. Each request costs one unit of the Analytics API's quota."
          + " Reads the names and channel ids of the token records; only --listVideos and"
          + " --listJobs send requests to Google.",
      "",
      "Of bulk files, prints the least, the expected and the greatest number of requests: which"
          + " files there are is known once they are listed.",
      "",
      "",
      "With --output or --outputDataset, earlier runs are taken into account: their requests of"
          + " today count towards --queriesPerDay, and with --resume, requests that they completed"
          + " are not planned."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:planned", "1:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix plan --tokenRecords=file:tokens",
      "  analytix plan --tokenRecords=file:tokens --reports=geography_daily \\",
      "      --startDate=2026-01-01 --endDate=2026-01-31",
      "  analytix plan --tokenRecords=file:tokens --json | jq .total",
      "",
      "Requests are evenly spaced: N requests take N / --queriesPerMinute minutes."
    })
public final class PlanCommand extends OptionsCommand {
  @Option(names = "--json", description = "Print JSON, with the query of each request.")
  private boolean json;

  @Option(
      names = "--each",
      description = "Print each channel, not those with the same requests together.")
  private boolean each;

  @Option(
      names = "--listVideos",
      description =
          "List the channels' uploads with the Data API, so that the requests for every video are"
              + " included.")
  private boolean listVideos;

  @Option(
      names = "--listJobs",
      description =
          "List the jobs of --bulkReports and their files, so that the number of downloads is"
              + " exact.")
  private boolean listJobs;

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    if (listVideos || listJobs) {
      network(request, request.endpoints().dataApiRoot()).beforeCredentials();
    }
    ListedChannels listed = CredentialStores.channels(request);
    List<ChannelRef> channels = listed.all();
    EarlierOutcomes.Factory earlier =
        Outputs.find(options).map(Output::earlierOutcomes).orElse(() -> EarlierOutcomes.NONE);
    EarlierOutcomes past = earlier.open();
    PlanPreview plan =
        new PlanPreview(
            request,
            channels,
            past,
            environment().clock().instant(),
            listVideos ? lists(request, channels, err) : Map.of());
    @Nullable BulkPreview bulk =
        request.bulk().isWanted() ? bulk(options, request, channels, err) : null;
    past.problems().forEach(problem -> err.println("warning: " + PrintableText.of(problem)));
    if (json) {
      PlanJson.print(plan, bulk, out);
    } else {
      new PlanPrinter(out, environment(), each, listed.titles()).print(plan, bulk);
    }
    return ExitCode.OK;
  }

  private BulkPreview bulk(
      AnalytixOptions options, RunConfiguration request, List<ChannelRef> channels, PrintWriter err)
      throws IOException {
    Instant now = environment().clock().instant();
    EarlierFiles.Factory files =
        Outputs.find(options).map(Output::earlierFiles).orElse(() -> EarlierFiles.NONE);
    BulkLedger ledger = BulkLedger.read(files.open(), now, now);
    BulkConfiguration bulk = request.bulk();
    PlannedJobs jobs =
        listJobs
            ? listed(request, channels, ledger, err)
            : new JobForecast(ledger, bulk.createJobs()).of(channels, bulk.types());
    return new BulkPreview(bulk, jobs, ledger.usedToday(now).requests());
  }

  private PlannedJobs listed(
      RunConfiguration request, List<ChannelRef> channels, BulkLedger ledger, PrintWriter err)
      throws IOException {
    BulkConfiguration bulk = request.bulk();
    network(request, request.endpoints().reportingApiRoot()).beforeRequests();
    try (BulkJobs jobs = CredentialStores.jobs(request, environment().clock());
        StatusLine line = new StatusLine(err, environment())) {
      return jobs.plan(
          channels,
          bulk.types(),
          ledger,
          new FileChooser(ledger, request.resume()),
          bulk.quota().queriesPerDay(),
          bulk.createJobs(),
          line.counting("jobs of %,d of %,d records listed", BulkJobs.accounts(channels).size()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Map<ChannelRef, Listed> lists(
      RunConfiguration request, List<ChannelRef> channels, PrintWriter err) throws IOException {
    if (request.reports().stream().noneMatch(report -> report.usesUploads())) {
      return Map.of();
    }
    network(request, request.endpoints().dataApiRoot()).beforeRequests();
    VideoLists lists =
        new VideoLists(
            request.tokenStore(),
            request.client(),
            request.endpoints(),
            RetryPolicy.DEFAULT,
            environment().clock());
    try (StatusLine line = new StatusLine(err, environment())) {
      return lists.list(
          channels, line.counting("uploads of %,d of %,d channels listed", channels.size()));
    }
  }
}
