// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The output streams and the environment of a command. */
public final class CommandStreams {
  private CommandStreams() {}

  public static PrintWriter out(@Nullable CommandSpec spec) {
    return spec(spec).commandLine().getOut();
  }

  public static PrintWriter err(@Nullable CommandSpec spec) {
    return spec(spec).commandLine().getErr();
  }

  /** Prints the help of a command. */
  public static void printUsage(@Nullable CommandSpec spec) {
    PrintWriter out = out(spec);
    spec(spec).commandLine().usage(out);
    out.flush();
  }

  /** The arguments of the program, as they were given. */
  public static List<String> arguments(@Nullable CommandSpec spec) {
    return spec(spec).root().commandLine().getParseResult().originalArgs();
  }

  private static CommandSpec spec(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it");
  }

  public static CliEnvironment environment(@Nullable CommandSpec spec) {
    return ((CliEnvironment.Holder) spec(spec).root().userObject()).environment();
  }
}
