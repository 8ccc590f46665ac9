// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes, and what it finds around it. */
final class Consoles {
  private Consoles() {}

  static PrintWriter out(@Nullable CommandSpec spec) {
    return spec(spec).commandLine().getOut();
  }

  static PrintWriter err(@Nullable CommandSpec spec) {
    return spec(spec).commandLine().getErr();
  }

  static CommandSpec spec(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it");
  }

  static Surroundings surroundings(@Nullable CommandSpec spec) {
    return ((Analytix) spec(spec).root().userObject()).surroundings();
  }
}
