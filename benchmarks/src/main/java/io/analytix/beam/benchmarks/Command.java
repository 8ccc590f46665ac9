// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command, started as a person starts it: in a process of its own, by {@code ./analytix}. */
final class Command {
  private static final Path ROOT = Path.of(System.getProperty("analytix.root", "."));

  private final List<String> line = new ArrayList<>();
  private final Path log;

  /** The command with these arguments; what it prints goes to {@code log}. */
  Command(Path log, List<String> arguments) {
    this.log = log;
    line.add(ROOT.resolve("analytix").toString());
    line.addAll(arguments);
  }

  Process start() throws IOException {
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Runs to the end, which must be a good one. */
  void run() throws IOException, InterruptedException {
    int exitCode = start().waitFor();
    if (exitCode != 0) {
      throw new IOException("exit code " + exitCode + ":\n" + Files.readString(log));
    }
  }
}
