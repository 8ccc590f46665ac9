// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import io.analytix.beam.VideoLists;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.UploadsLister.Listed;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.Outputs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix plan}: every request of a run, before any is sent. */
@Command(
    name = "plan",
    header = "Print every request that a run would send. Sends none.",
    customSynopsis = "analytix plan --tokenRecords=WHERE [--json] [OPTIONS]",
    description = {
      "",
      "Takes the options of 'run' and prints, for each channel and report, the days of each"
          + " request, then the number of requests, how long they take at the quota, and the"
          + " units of the Data API they cost. A request costs one unit of the Analytics API,"
          + " whatever it contains. Reads the names and channel ids of the token records. Sends"
          + " nothing to Google, except with --listVideos, which lists the channels' uploads.",
      "",
      "With --output or --outputDataset, earlier runs count: requests sent today are subtracted"
          + " from --queriesPerDay, and with --resume, completed requests are not planned."
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
      "Requests are evenly spaced: N of them take N / --queriesPerMinute minutes."
    })
public final class PlanCommand extends OptionsCommand {
  @Option(names = "--json", description = "Print JSON, with the query of each request.")
  private boolean json;

  @Option(
      names = "--listVideos",
      description = "List the channels' uploads (Data API) to print all requests for videos.")
  private boolean listVideos;

  @Override
  public int call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    List<ChannelRef> channels = CredentialStores.channels(request);
    EarlierOutcomes.Factory earlier =
        Outputs.find(options).map(Output::earlierOutcomes).orElse(() -> EarlierOutcomes.NONE);
    PlanPreview plan =
        new PlanPreview(
            request,
            channels,
            earlier.open(),
            surroundings().clock().instant(),
            listVideos ? lists(request, channels, err) : Map.of());
    if (json) {
      PlanJson.print(plan, out);
    } else {
      new PlanPrinter(out, surroundings().paintOut()).print(plan);
    }
    return 0;
  }

  private Map<ChannelRef, Listed> lists(
      RunConfiguration request, List<ChannelRef> channels, PrintWriter err) throws IOException {
    if (request.reports().stream().noneMatch(report -> report.source().usesUploads())) {
      return Map.of();
    }
    VideoLists lists =
        new VideoLists(
            request.tokenStore(),
            request.client(),
            request.endpoints(),
            RetryPolicy.DEFAULT,
            surroundings().clock());
    StatusLine line = new StatusLine(err, surroundings());
    AtomicInteger done = new AtomicInteger();
    try {
      return lists.list(
          channels,
          listed ->
              line.show(
                  String.format(
                      Locale.ROOT,
                      "uploads of %,d of %,d channels listed",
                      done.incrementAndGet(),
                      channels.size())));
    } finally {
      line.end();
    }
  }
}
