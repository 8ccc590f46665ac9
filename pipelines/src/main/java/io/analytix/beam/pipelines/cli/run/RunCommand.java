// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.pipelines.runreport.ReportTotals;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code analytix run}: fetches and stores, on this machine. */
@Command(
    name = "run",
    header = "Fetch reports of all channels and store them as Parquet or in BigQuery.",
    customSynopsis =
        "analytix run --tokenRecords=WHERE --clientSecrets=WHERE%n"
            + "             (--output=FOLDER | --outputDataset=DATASET) [OPTIONS]",
    description = {
      "",
      "Reads one token record per channel, refreshes the access tokens, requests the reports"
          + " under one quota, and replaces the rows that the responses cover: no row is lost or"
          + " duplicated. A run can be repeated at any time; unchanged rows are not written. A"
          + " failing channel does not affect other channels; it is listed with cause and"
          + " remedy. Without dates, each report covers its look-back window, which ends"
          + " yesterday."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all requests succeeded, with rows or without",
      "1:wrong usage, the run failed, or more requests failed than --failOn allows",
      "2:some requests failed; the results of the others are stored",
      "3:some were deferred because the daily quota is used up; none failed",
      "130:interrupted; stored data is complete, continue with --resume"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix run --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json --output=youtube",
      "  analytix run ... --outputDataset=my-project:youtube \\",
      "      --tempLocation=gs://my-bucket/temp",
      "  analytix run ... --reports=channel_daily,top_videos_daily",
      "  analytix run ... --startDate=2025-01-01 --endDate=2025-12-31",
      "  analytix run ... --channels=alpine-baker --failOn=any",
      "",
      "First: analytix channels check and analytix plan, with the same options."
    })
public final class RunCommand extends OptionsCommand {
  @Override
  public int call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    LocalRun.Result result = run(new LocalRun(options, request, err, surroundings()), err);
    new SummaryPrinter(out).print(result);
    ReportTotals totals = result.summary().totals();
    long failed = totals.count(Status.FAILED);
    if (request.failureLimit().isExceeded(failed, totals.outcomes())) {
      err.println("analytix: " + request.failureLimit().refusal(failed, totals.outcomes()));
      return Analytix.BROKEN;
    }
    return result.summary().exitCode();
  }

  private LocalRun.Result run(LocalRun run, PrintWriter err) throws IOException {
    try (InterruptionNotice told = InterruptionNotice.tellingOf(err, surroundings().watchedErr())) {
      try {
        return run.run();
      } catch (IOException | RuntimeException broken) {
        told.broke();
        throw broken;
      }
    }
  }
}
