// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.Suggestions;
import io.analytix.beam.pipelines.UsageException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Reads Beam options off the command line, with one line about the first that is wrong. */
public final class OptionsParser {
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '([^']+)'");

  private static final Pattern NO_NUMBER =
      Pattern.compile("Cannot deserialize value of type `[a-zA-Z.]+` from String \"([^\"]*)\"");

  private OptionsParser() {}

  public static AnalytixOptions parse(List<String> arguments) {
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        throw new UsageException(
            "'" + argument + "' is no option: options look like --output=FOLDER");
      }
    }
    checkOnce(arguments);
    try {
      PipelineOptionsFactory.register(AnalytixOptions.class);
      return PipelineOptionsFactory.fromArgs(withParallelism(arguments)).as(AnalytixOptions.class);
    } catch (IllegalArgumentException e) {
      throw explained(e, arguments);
    }
  }

  private static void checkOnce(List<String> arguments) {
    Set<String> names = new HashSet<>();
    for (String argument : arguments) {
      String name = argument.split("=", 2)[0];
      if (!names.add(name)) {
        throw new UsageException(name + " is given twice: say it once");
      }
    }
  }

  /**
   * One lane is one thread. The local runner's scheduler works on the same threads as the bundles,
   * and with one to spare it runs round in circles for as long as the lane fetches.
   */
  private static String[] withParallelism(List<String> arguments) {
    boolean said = arguments.stream().anyMatch(a -> a.startsWith("--targetParallelism"));
    return Stream.concat(
            arguments.stream(), said ? Stream.empty() : Stream.of("--targetParallelism=1"))
        .toArray(String[]::new);
  }

  private static UsageException explained(IllegalArgumentException e, List<String> arguments) {
    String message = String.valueOf(e.getMessage());
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      String typed = unknown.group(1);
      String meant =
          Suggestions.meant(typed, OptionsHelp.names())
              .map(name -> ": did you mean --" + name + "?")
              .orElse("");
      return new UsageException("there is no option --" + typed + meant);
    }
    Matcher noNumber = NO_NUMBER.matcher(message);
    if (noNumber.find()) {
      String value = noNumber.group(1);
      String option =
          arguments.stream()
              .filter(argument -> argument.endsWith("=" + value))
              .findFirst()
              .map(argument -> argument.substring(0, argument.indexOf('=')))
              .orElse("an option");
      return new UsageException(option + " is '" + value + "', but must be a whole number");
    }
    return new UsageException(
        "the options " + String.join(" ", arguments) + " cannot be read: " + message);
  }
}
