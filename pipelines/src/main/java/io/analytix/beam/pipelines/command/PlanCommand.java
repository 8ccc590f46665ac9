// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.VideoLists;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.fetch.RetryPolicy;
import io.analytix.beam.fetch.UploadsLister.Listed;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.OutputPlace;
import io.analytix.beam.pipelines.RunRequest;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.StoredAnswers;
import io.analytix.beam.plan.PastAnswers;
import io.analytix.beam.report.ReportDefinition;
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
    header = "Print every request that a run would send. Sends nothing.",
    customSynopsis = "analytix plan --tokenRecords=WHERE [--json] [OPTIONS]",
    description = {
      "",
      "Takes the same options as 'run' and prints what that would ask: for each channel and report"
          + " the days of each request, then how many requests there are, how long they take at the"
          + " quota's pace, and how many units of the Data API they cost. A request is a unit of the"
          + " Analytics API's quota, whatever it asks. Reads the token records' names and channel"
          + " ids; nothing goes to Google, unless --listVideos wants the channels' uploads.",
      "",
      "With --output or --outputDataset, what earlier runs did counts: what they sent today is taken off"
          + " --queriesPerDay, and with --resume, what they were answered is not planned."
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
final class PlanCommand extends OptionsCommand {
  @Option(names = "--json", description = "Print JSON, with the query of each request.")
  private boolean json;

  @Option(
      names = "--listVideos",
      description =
          "List the channels' uploads (Data API), so that every request of every video is told.")
  private boolean listVideos;

  @Override
  int call(AnalytixOptions options, RunRequest request, PrintWriter out, PrintWriter err)
      throws IOException {
    List<ChannelRef> channels = Sources.channels(request);
    RunPlan plan =
        new RunPlan(
            request,
            channels,
            past(options, request).open(),
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
      RunRequest request, List<ChannelRef> channels, PrintWriter err) throws IOException {
    if (request.reports().stream().noneMatch(ReportDefinition::needsUploads)) {
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

  /** What the output's earlier runs were answered; without an output, nothing is known. */
  private static PastAnswers.Factory past(AnalytixOptions options, RunRequest request) {
    OutputPlace place = OutputPlace.known(options);
    if (place.dataset() != null) {
      return new DatasetOutput(place, request.reports(), options).past();
    }
    String folder = place.folder();
    return folder == null
        ? () -> PastAnswers.NONE
        : StoredAnswers.in(ParquetOutput.at(folder, options));
  }
}
