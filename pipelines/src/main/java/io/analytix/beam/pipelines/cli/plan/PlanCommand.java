// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.internal.access.UploadsLister.Listed;
import io.analytix.beam.internal.access.VideoLists;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.Outputs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
          + " Reads the names and channel ids of the token records; only --listVideos sends"
          + " requests to Google.",
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

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    List<ChannelRef> channels = CredentialStores.channels(request);
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
    past.problems().forEach(problem -> err.println("warning: " + PrintableText.of(problem)));
    if (json) {
      PlanJson.print(plan, out);
    } else {
      new PlanPrinter(out, environment(), each).print(plan);
    }
    return ExitCode.OK;
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
            environment().clock());
    try (StatusLine line = new StatusLine(err, environment())) {
      return lists.list(
          channels, line.counting("uploads of %,d of %,d channels listed", channels.size()));
    }
  }
}
