// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.internal.bulk.JobListing;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code analytix jobs create}: creates missing jobs. */
@Command(
    name = "create",
    header = "Create the missing jobs of some report types for all token records.",
    customSynopsis =
        "analytix jobs create --tokenRecords=LOCATION --clientSecrets=LOCATION%n"
            + "                     --bulkReports=LIST [OPTIONS]",
    description = {
      "",
      "Creates a job for each report type of --bulkReports that a channel or content owner has none"
          + " of; existing jobs are left as they are. The first files appear within two days: those"
          + " of the 30 days before and that of the day of creation. Never deletes a job."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every report type has a job",
      "1:wrong usage",
      "2:some jobs could not be created"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix jobs create --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json \\",
      "      --bulkReports=channel_basic_a3,channel_reach_basic_a1"
    })
final class JobsCreateCommand extends AccountsCommand {
  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    if (!request.bulk().isWanted()) {
      throw new UsageException(
          "--bulkReports is missing: name the report types; 'analytix jobs types' lists them");
    }
    List<JobListing> jobs =
        ofAllAccounts(
            request,
            err,
            "%,d of %,d records done",
            (creator, account) -> creator.create(account, request.bulk().types()));
    print(jobs, out);
    return jobs.stream().allMatch(job -> job.failure() == null) ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private void print(List<JobListing> jobs, PrintWriter out) {
    Table table =
        new Table(environment().outColors()).left("TOKEN RECORD").left("REPORT TYPE").left("JOB");
    for (JobListing job : jobs) {
      Failure failure = job.failure();
      table.row(
          job.account().tokenRecord(),
          job.reportType(),
          failure != null ? failure.cause().name() : job.created() ? "created" : "exists");
      if (failure != null) {
        table.below(failure.message()).below(failure.remedy());
      }
    }
    table.lines(environment().outWidth()).forEach(out::println);
    out.println();
    long created = jobs.stream().filter(JobListing::created).count();
    out.println(
        Plurals.of(created, "job")
            + " created. The first files appear within two days; fetch them every day, because"
            + " those of the 30 days before today are deleted after 30 days.");
  }
}
