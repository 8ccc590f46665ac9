// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option that every command has. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean asked;

  /** Adds the option to all commands below {@code command} that have none. */
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

  /** Whether the help was asked for; picocli then shows it by itself. */
  boolean asked() {
    return asked;
  }
}
