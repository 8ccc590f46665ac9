// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.pipelines.cli.console.CommandStreams;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code analytix channels}: manages token records. */
@Command(
    name = "channels",
    header = "Add, check, list and forget token records.",
    description = {
      "",
      "A token record contains the consent of one channel: its OAuth tokens and, usually, its"
          + " channel id. A consent can end at any time; 'channels check' finds records that cannot"
          + " be used."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ChannelsAddCommand.class,
      ChannelsCheckCommand.class,
      ChannelsListCommand.class,
      ChannelsForgetCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix channels check --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json",
      "",
      "See also: analytix authorise --help."
    })
public final class ChannelsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandStreams.printUsage(spec);
  }
}
