// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that accepts the options of the pipelines, which Beam parses. */
public abstract class OptionsCommand implements Callable<Integer> {
  private static final Set<String> OF_TOKEN_RECORDS =
      Set.of("tokenRecords", "verbose", "secretManagerEndpoint");
  private static final Set<String> OF_GOOGLE =
      Set.of(
          "clientSecrets",
          "youtubeAnalyticsEndpoint",
          "youtubeDataEndpoint",
          "youtubeReportingEndpoint");

  @Spec private @Nullable CommandSpec spec;

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public final Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    AnalytixOptions parsed = OptionsParser.parse(options);
    RunConfiguration request = RunConfiguration.of(parsed, environment().clock());
    ExitCode exitCode = call(parsed, request, out, CommandStreams.err(spec));
    out.flush();
    return exitCode.code();
  }

  /**
   * Runs the command.
   *
   * @param out receives the result
   * @param err receives the progress
   */
  public abstract ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException;

  /** Whether an option names token records, the OAuth client or Google's endpoints. */
  public static boolean isOfAccounts(String option) {
    return isOfTokenRecords(option) || OF_GOOGLE.contains(option);
  }

  /** Whether an option is needed to read token records. */
  public static boolean isOfTokenRecords(String option) {
    return OF_TOKEN_RECORDS.contains(option);
  }

  /** Whether an option concerns how new token records are saved. */
  public static boolean isOfNewRecords(String option) {
    return option.equals("secretLocations");
  }

  /** Whether the help of this command lists the pipeline option of this name. */
  public boolean takes(String option) {
    return !isOfNewRecords(option);
  }

  /** The arguments as they were given, the command's name first. */
  public final List<String> arguments() {
    return CommandStreams.arguments(spec);
  }

  /** The environment of this command. */
  public final CliEnvironment environment() {
    return CommandStreams.environment(spec);
  }

  /** The check of the network of a command that sends most requests to {@code api}. */
  protected final NetworkRequirement network(RunConfiguration request, URI api) {
    return new NetworkRequirement(request, api, environment().network());
  }
}
