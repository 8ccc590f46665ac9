// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that takes the options of the pipelines: these are Beam's to read. */
abstract class OptionsCommand implements Callable<Integer> {
  private static final Set<String> OF_ACCOUNTS =
      Set.of(
          "tokenRecords",
          "clientSecrets",
          "verbose",
          "apiRootUrl",
          "dataApiRootUrl",
          "secretManagerEndpoint");

  @Spec private @Nullable CommandSpec spec;

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public final Integer call() throws IOException {
    PrintWriter out = Consoles.out(spec);
    AnalytixOptions parsed = OptionsParser.parse(options);
    RunRequest request = RunRequest.of(parsed, surroundings().clock());
    int exitCode = call(parsed, request, out, Consoles.err(spec));
    out.flush();
    return exitCode;
  }

  /**
   * Does what the options ask for.
   *
   * @param out gets the result
   * @param err gets the progress
   * @return the exit code
   */
  abstract int call(AnalytixOptions options, RunRequest request, PrintWriter out, PrintWriter err)
      throws IOException;

  /** Whether an option says whose accounts are used, and where Google is. */
  static boolean isOfAccounts(String option) {
    return OF_ACCOUNTS.contains(option);
  }

  /** Whether the help of this command tells of an option of the pipelines, by its name. */
  boolean takes(String option) {
    return true;
  }

  /** What this command finds around it. */
  final Surroundings surroundings() {
    return Consoles.surroundings(spec);
  }
}
