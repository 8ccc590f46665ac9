// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import io.analytix.beam.pipelines.cli.Analytix;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes, and what it finds around it. */
public final class CommandStreams {
  private CommandStreams() {}

  public static PrintWriter out(@Nullable CommandSpec spec) {
    return spec(spec).commandLine().getOut();
  }

  public static PrintWriter err(@Nullable CommandSpec spec) {
    return spec(spec).commandLine().getErr();
  }

  public static CommandSpec spec(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it");
  }

  public static CliEnvironment surroundings(@Nullable CommandSpec spec) {
    return ((Analytix) spec(spec).root().userObject()).surroundings();
  }
}
