// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.bulk.AccountJobs;
import io.analytix.beam.internal.bulk.BulkJobs;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
final class JobsListCommand extends OptionsCommand {
  private static final Set<String> OPTIONS =
      Set.of("channels", "bulkReports", "bulkQueriesPerMinute", "bulkQueriesPerDay");

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public boolean takes(String option) {
    return isOfAccounts(option) || OPTIONS.contains(option);
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    List<ChannelRef> accounts = BulkJobs.accounts(CredentialStores.channels(request));
    List<ListedJob> rows = new ArrayList<>();
    JobRemarks remarks = new JobRemarks(request.bulk().types(), environment().clock().instant());
    try (BulkJobs jobs = JobsCreateCommand.open(request, environment());
        StatusLine line = new StatusLine(err, environment())) {
      Consumer<Object> progress = line.counting("%,d of %,d records listed", accounts.size());
      for (ChannelRef account : accounts) {
        AccountJobs listed = jobs.list(account);
        rows.addAll(remarks.rows(listed));
        progress.accept(account);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (json) {
      JsonOutput.print(rows, out);
    } else {
      new JobsPrinter(out, environment().outColors()).print(rows);
    }
    return rows.stream().anyMatch(ListedJob::alarm) ? ExitCode.PARTIAL : ExitCode.OK;
  }
}
