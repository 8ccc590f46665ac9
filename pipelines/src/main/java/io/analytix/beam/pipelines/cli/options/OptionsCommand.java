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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that accepts the options of the pipelines, which Beam parses. */
public abstract class OptionsCommand implements Callable<Integer> {
  /** The options to read token records. */
  protected static final Set<String> TOKEN_RECORDS =
      Set.of("tokenRecords", "verbose", "secretManagerEndpoint");

  /** The options that name token records, the OAuth client and Google's endpoints. */
  protected static final Set<String> ACCOUNTS =
      Stream.concat(
              TOKEN_RECORDS.stream(),
              Stream.of(
                  "clientSecrets",
                  "youtubeAnalyticsEndpoint",
                  "youtubeDataEndpoint",
                  "youtubeReportingEndpoint"))
          .collect(Collectors.toUnmodifiableSet());

  /** The option that says where new token records are saved. */
  protected static final String NEW_RECORDS = "secretLocations";

  private final Predicate<String> taken;

  @Spec private @Nullable CommandSpec spec;

  @Unmatched private List<String> options = new ArrayList<>();

  /** A command with all options of a run. */
  protected OptionsCommand() {
    this.taken = option -> !option.equals(NEW_RECORDS);
  }

  /** A command with these options only: those of a group, and others. */
  protected OptionsCommand(Set<String> group, String... others) {
    Set<String> more = Set.of(others);
    this.taken = option -> group.contains(option) || more.contains(option);
  }

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

  /** Whether the help of this command lists the pipeline option of this name. */
  public final boolean takes(String option) {
    return taken.test(option);
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
