// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code analytix run}: fetches and stores reports on this machine. */
@Command(
    name = "run",
    header = "Fetch reports of all channels and store them as Parquet or in BigQuery.",
    customSynopsis =
        "analytix run --tokenRecords=LOCATION --clientSecrets=LOCATION%n"
            + "             (--output=FOLDER | --outputDataset=DATASET) [OPTIONS]",
    description = {
      "",
      "Reads one token record per channel, refreshes the access tokens, requests the reports under"
          + " one quota, and replaces the returned days in the output, so that no row is lost or"
          + " duplicated. A repeated run is always safe; unchanged rows are not rewritten. A"
          + " failing channel does not affect others; it is listed with cause and remedy. Without"
          + " dates, each report's look-back window ending yesterday is fetched."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all requests succeeded, with or without rows",
      "1:wrong usage, a failed run, or more failures than --failOn allows",
      "2:some requests failed; all other results are stored",
      "3:some requests were deferred because the day's quota is used up; none failed",
      "129, 130, 143:ended by SIGHUP, SIGINT (Ctrl-C) or SIGTERM; what was answered is"
          + " stored, continue with --resume"
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
      "Before the first run: analytix channels check, analytix plan."
    })
public final class RunCommand extends OptionsCommand {
  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    return ReportedRun.run("analytix", options, request, out, err, environment());
  }
}
