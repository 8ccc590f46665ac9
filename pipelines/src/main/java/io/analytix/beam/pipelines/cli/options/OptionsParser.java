// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.Suggestions;
import io.analytix.beam.pipelines.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Parses the Beam options of the command line, with one line about the first invalid one. */
public final class OptionsParser {
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '([^']+)'");

  private static final Pattern NO_NUMBER =
      Pattern.compile("Cannot deserialize value of type `[a-zA-Z.]+` from String \"([^\"]*)\"");

  /** Former names of options, which the next version will not accept. */
  private static final Map<String, String> FORMER_NAMES =
      Map.of(
          "--apiRootUrl", "--youtubeAnalyticsEndpoint",
          "--dataApiRootUrl", "--youtubeDataEndpoint");

  private OptionsParser() {}

  public static AnalytixOptions parse(List<String> given) {
    List<String> arguments = given.stream().map(OptionsParser::withPresentName).toList();
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        throw new UsageException(
            "'" + argument + "' is not an option: options have the form --output=FOLDER");
      }
    }
    checkOnce(given);
    try {
      BeamOptions.register(arguments);
      AnalytixOptions options =
          PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
              .as(AnalytixOptions.class);
      EmbeddedRunner.limitThreads(options, arguments);
      return options;
    } catch (IllegalArgumentException e) {
      throw explained(e, arguments);
    }
  }

  private static String withPresentName(String argument) {
    String name = name(argument);
    return FORMER_NAMES.getOrDefault(name, name) + argument.substring(name.length());
  }

  private static String name(String argument) {
    return argument.split("=", 2)[0];
  }

  private static void checkOnce(List<String> arguments) {
    Map<String, String> names = new HashMap<>();
    for (String argument : arguments) {
      String name = name(argument);
      String other = names.put(name(withPresentName(argument)), name);
      if (other != null) {
        throw new UsageException(
            other.equals(name)
                ? name + " is given twice: give it once"
                : other + " and " + name + " are the same option: set only one of them");
      }
    }
  }

  private static UsageException explained(IllegalArgumentException e, List<String> arguments) {
    String message = String.valueOf(e.getMessage());
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      String typed = unknown.group(1);
      String meant =
          Suggestions.similar(typed, OptionsHelp.names())
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
