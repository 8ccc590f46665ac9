// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix jobs list}: lists the jobs of all token records. */
@Command(
    name = "list",
    header = "List the jobs of all token records, their newest files, and what is missing.",
    customSynopsis =
        "analytix jobs list --tokenRecords=LOCATION --clientSecrets=LOCATION%n"
            + "                   [--bulkReports=LIST] [--json] [OPTIONS]",
    description = {
      "",
      "Asks the API for the jobs of each channel and content owner, for the files of each job, and"
          + " for the report types that a job may be made of: two requests for each record and one"
          + " for each job. Shows jobs that expire, jobs without new files, report types with a"
          + " newer version, and report types of --bulkReports without a job. Changes nothing."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:wrong usage",
      "2:some records cannot be used, or a job is missing, expires or has no new files"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix jobs list --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json",
      "  analytix jobs list ... --bulkReports=channel_basic_a3,channel_reach_basic_a1"
    })
final class JobsListCommand extends AccountsCommand {
  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    JobRemarks remarks = new JobRemarks(request.bulk().types(), environment().clock().instant());
    List<ListedJob> rows =
        ofAllAccounts(
            request,
            err,
            "%,d of %,d records listed",
            (jobs, account) -> remarks.rows(jobs.list(account)));
    if (json) {
      JsonOutput.print(rows, out);
    } else {
      new JobsPrinter(out, environment()).print(rows);
    }
    return rows.stream().anyMatch(ListedJob::alarm) ? ExitCode.PARTIAL : ExitCode.OK;
  }
}
