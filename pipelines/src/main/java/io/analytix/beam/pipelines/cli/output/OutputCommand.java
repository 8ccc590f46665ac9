// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.output;

import io.analytix.beam.pipelines.cli.console.CommandStreams;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code analytix output}: maintains an output. */
@Command(
    name = "output",
    header = "Find damaged files of an output and set them aside.",
    description = {
      "",
      "A damaged file does not stop a run: the requests whose rows belong into it fail and name it."
          + " 'output check' finds such files and sets them aside."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = OutputCheckCommand.class,
    footerHeading = "%nExamples:%n",
    footer = "  analytix output check --output=youtube --setAside")
public final class OutputCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandStreams.printUsage(spec);
  }
}
