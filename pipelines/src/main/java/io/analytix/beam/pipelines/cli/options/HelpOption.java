// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code --help} of every command. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean asked;

  /** Adds the option to all subcommands of {@code command} that lack it. */
  public static void addBelow(CommandLine command) {
    for (CommandLine below : command.getSubcommands().values()) {
      if (below.getCommandSpec().findOption("--help") == null) {
        addTo(below.getCommandSpec());
      }
      addBelow(below);
    }
  }

  /** Adds the option. */
  static void addTo(CommandSpec command) {
    command.addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
  }

  /** Whether the help was requested; picocli prints it. */
  boolean asked() {
    return asked;
  }
}
