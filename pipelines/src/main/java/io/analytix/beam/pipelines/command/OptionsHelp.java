// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.pipelines.AnalytixOptions;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help texts. Those of commands that take the options of the pipelines are completed from the
 * options' own interface, so they are always true.
 */
final class OptionsHelp implements IHelpFactory {
  private static final int OPTION_WIDTH = 26;

  @Override
  public Help create(CommandSpec command, Help.ColorScheme colours) {
    return new Help(
        command.userObject() instanceof OptionsCommand options
            ? withOptions(command, options)
            : command,
        colours);
  }

  /** The names of the pipelines' options, without the dashes. */
  static List<String> names() {
    return List.copyOf(getters().keySet());
  }

  private static CommandSpec withOptions(CommandSpec command, OptionsCommand options) {
    CommandSpec shown = CommandSpec.forAnnotatedObject(options.getClass());
    shown.name(command.qualifiedName());
    HelpOption.addTo(shown);
    shown.usageMessage().longOptionsMaxWidth(OPTION_WIDTH).sortOptions(false);
    Map<String, Method> getters = getters();
    getters.keySet().removeIf(name -> !options.takes(name));
    for (OptionGroup group : OptionGroup.ALL) {
      add(shown, group, getters);
    }
    add(shown, others(getters.keySet()), getters);
    return shown;
  }

  private static void add(CommandSpec shown, OptionGroup group, Map<String, Method> getters) {
    List<String> names = group.names().stream().filter(getters::containsKey).toList();
    if (names.isEmpty()) {
      return;
    }
    ArgGroupSpec.Builder section =
        ArgGroupSpec.builder().validate(false).heading("%n" + group.heading() + "%n");
    for (String name : names) {
      section.addArg(option(name, group.label(name), Objects.requireNonNull(getters.get(name))));
    }
    shown.addArgGroup(section.build());
  }

  /** What no group names: an option is never left out of a help text. */
  private static OptionGroup others(Set<String> names) {
    List<String> grouped =
        OptionGroup.ALL.stream().flatMap(group -> group.names().stream()).toList();
    return new OptionGroup(
        "Others:", names.stream().filter(name -> !grouped.contains(name)).toList());
  }

  private static OptionSpec option(String name, String label, Method getter) {
    boolean flag = getter.getReturnType() == boolean.class;
    String text = getter.getAnnotation(Description.class).value().replace("%", "%%");
    String preset = preset(getter);
    return OptionSpec.builder("--" + name)
        .paramLabel(label)
        .arity(flag ? "0" : "1")
        .type(flag ? boolean.class : String.class)
        .description(
            preset.isEmpty() ? new String[] {text} : new String[] {text, "Default: " + preset})
        .build();
  }

  private static String preset(Method getter) {
    Default.String text = getter.getAnnotation(Default.String.class);
    Default.Integer number = getter.getAnnotation(Default.Integer.class);
    return text != null ? text.value() : number != null ? String.valueOf(number.value()) : "";
  }

  /** What reads each option, by its name without dashes. */
  static Map<String, Method> getters() {
    return Arrays.stream(AnalytixOptions.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .filter(method -> method.getDeclaringClass() == AnalytixOptions.class)
        .collect(
            Collectors.toMap(
                getter -> Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", "")),
                getter -> getter,
                (one, other) -> one,
                TreeMap::new));
  }
}
