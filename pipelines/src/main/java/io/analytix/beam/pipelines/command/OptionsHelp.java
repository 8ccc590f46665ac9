// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.pipelines.AnalytixOptions;
import java.beans.Introspector;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help of a command that takes Beam options: made of the options interface, so always true. */
final class OptionsHelp {
  private static final List<String> HELP = List.of("--help", "-h");

  private OptionsHelp() {}

  static boolean asked(List<String> arguments) {
    return arguments.stream().anyMatch(HELP::contains);
  }

  static void print(CommandSpec command, PrintWriter out) {
    CommandSpec shown = CommandSpec.create().name(command.qualifiedName());
    shown.usageMessage().description(command.usageMessage().description());
    shown.usageMessage().sortOptions(false);
    Arrays.stream(AnalytixOptions.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .filter(method -> method.getDeclaringClass() == AnalytixOptions.class)
        .sorted(Comparator.comparing(OptionsHelp::name))
        .forEach(method -> shown.addOption(option(method)));
    out.print(new picocli.CommandLine(shown).getUsageMessage(Help.Ansi.OFF));
    out.flush();
  }

  private static OptionSpec option(Method getter) {
    Description description = getter.getAnnotation(Description.class);
    String text = description == null ? "" : description.value();
    String preset = preset(getter);
    return OptionSpec.builder("--" + name(getter))
        .paramLabel(getter.getReturnType() == boolean.class ? "true" : "VALUE")
        .arity("1")
        .type(String.class)
        .description((preset.isEmpty() ? text : text + " Default: " + preset).replace("%", "%%"))
        .build();
  }

  private static String preset(Method getter) {
    Default.String text = getter.getAnnotation(Default.String.class);
    Default.Integer number = getter.getAnnotation(Default.Integer.class);
    return text != null ? text.value() : number != null ? String.valueOf(number.value()) : "";
  }

  /** The option that this getter reads, without its dashes. */
  static String name(Method getter) {
    return Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
  }
}
