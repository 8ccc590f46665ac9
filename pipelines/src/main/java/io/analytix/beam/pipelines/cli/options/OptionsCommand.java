// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
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
public abstract class OptionsCommand implements Callable<Integer> {
  private static final Set<String> OF_TOKEN_RECORDS =
      Set.of("tokenRecords", "verbose", "secretManagerEndpoint");
  private static final Set<String> OF_GOOGLE =
      Set.of("clientSecrets", "youtubeAnalyticsEndpoint", "youtubeDataEndpoint");

  @Spec private @Nullable CommandSpec spec;

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public final Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    AnalytixOptions parsed = OptionsParser.parse(options);
    RunConfiguration request = RunConfiguration.of(parsed, surroundings().clock());
    int exitCode = call(parsed, request, out, CommandStreams.err(spec));
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
  public abstract int call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException;

  /** Whether an option says whose accounts are used, and where Google is. */
  public static boolean isOfAccounts(String option) {
    return isOfTokenRecords(option) || OF_GOOGLE.contains(option);
  }

  /** Whether an option says where the token records are. */
  public static boolean isOfTokenRecords(String option) {
    return OF_TOKEN_RECORDS.contains(option);
  }

  /** Whether the help of this command tells of an option of the pipelines, by its name. */
  public boolean takes(String option) {
    return true;
  }

  /** What this command finds around it. */
  public final CliEnvironment surroundings() {
    return CommandStreams.surroundings(spec);
  }
}
