// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.pipelines.cli.console.CommandStreams;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code analytix jobs}: the jobs that make YouTube generate bulk files. */
@Command(
    name = "jobs",
    header = "List report types of bulk files; list and create the jobs that generate them.",
    description = {
      "",
      "YouTube generates a bulk file for each day of a report type for which the channel or content"
          + " owner has a job, beginning 30 days before the job was created, and deletes it after"
          + " 60 days (those of the first 30 days after 30). So create jobs early. No command"
          + " deletes a job."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {JobsTypesCommand.class, JobsListCommand.class, JobsCreateCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix jobs types",
      "  analytix jobs create --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json --bulkReports=channel_basic_a3",
      "  analytix run ... --bulkReports=channel_basic_a3",
    })
public final class JobsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandStreams.printUsage(spec);
  }
}
