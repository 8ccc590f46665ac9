// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.DeclaredOption;
import io.analytix.beam.pipelines.NotInTemplate;
import io.analytix.beam.pipelines.OptionGroup;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Creates help texts. The pipeline options of a command are taken from their interface. */
public final class OptionsHelp implements IHelpFactory {
  private static final int OPTION_WIDTH = 21;

  private boolean isForList;

  /** Within a call, picocli creates the help texts of all subcommands, to list their headers. */
  @Override
  public Help create(CommandSpec command, Help.ColorScheme colours) {
    if (isForList) {
      return new Help(command, colours);
    }
    isForList = true;
    try {
      return new WholeWords(
          command.userObject() instanceof OptionsCommand options
              ? withOptions(command, options)
              : command,
          colours);
    } finally {
      isForList = false;
    }
  }

  /** Wraps descriptions of options at spaces only, because picocli also breaks addresses. */
  private static final class WholeWords extends Help {
    private static final String CONTINUED = "%n  ";

    private final int width;

    WholeWords(CommandSpec command, ColorScheme colours) {
      super(command, colours);
      Column[] columns = new Help(command, colours).createDefaultLayout().textTable().columns();
      Column last = columns[columns.length - 1];
      this.width = last.width - last.indent - CONTINUED.length() + "%n".length();
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
      IOptionRenderer renderer = super.createDefaultOptionRenderer();
      return (option, label, colours) -> renderer.render(wrapped(option), label, colours);
    }

    private OptionSpec wrapped(OptionSpec option) {
      return OptionSpec.builder(option)
          .names(option.names())
          .description(
              Arrays.stream(option.description())
                  .map(text -> String.join(CONTINUED, TextWrap.wrap(text, width)))
                  .toArray(String[]::new))
          .build();
    }
  }

  /** The names of the pipelines' options, without the dashes. */
  static List<String> names() {
    return List.copyOf(DeclaredOption.all().keySet());
  }

  private static CommandSpec withOptions(CommandSpec command, OptionsCommand options) {
    CommandSpec shown = CommandSpec.forAnnotatedObject(options.getClass());
    shown.name(command.qualifiedName());
    HelpOption.addTo(shown);
    shown.usageMessage().longOptionsMaxWidth(OPTION_WIDTH).sortOptions(false);
    // Some defaults depend on other options.
    BeamOptions.register(List.of());
    Map<String, DeclaredOption> declared = DeclaredOption.all();
    declared.keySet().removeIf(name -> !options.takes(name));
    for (OptionGroup group : OptionGroup.ALL) {
      add(shown, group, declared);
    }
    add(shown, others(declared.keySet()), declared);
    return shown;
  }

  private static void add(
      CommandSpec shown, OptionGroup group, Map<String, DeclaredOption> declared) {
    List<String> names = group.names().stream().filter(declared::containsKey).toList();
    if (names.isEmpty()) {
      return;
    }
    ArgGroupSpec.Builder section =
        ArgGroupSpec.builder().validate(false).heading("%n" + group.heading() + "%n");
    for (String name : names) {
      section.addArg(option(group.label(name), Objects.requireNonNull(declared.get(name))));
    }
    shown.addArgGroup(section.build());
  }

  /** Options that are in no group, so that none is left out of the help. */
  private static OptionGroup others(Set<String> names) {
    List<String> grouped =
        OptionGroup.ALL.stream().flatMap(group -> group.names().stream()).toList();
    return new OptionGroup(
        "Others:", names.stream().filter(name -> !grouped.contains(name)).toList());
  }

  private static OptionSpec option(String label, DeclaredOption option) {
    String text = option.description().replace("%", "%%");
    // Descriptions of options for tests contain their default.
    String preset = option.annotation(NotInTemplate.class).isPresent() ? "" : option.preset();
    return OptionSpec.builder("--" + option.name())
        .paramLabel(label)
        .arity(option.flag() ? "0" : "1")
        .type(option.flag() ? boolean.class : String.class)
        .description(
            preset.isEmpty() ? new String[] {text} : new String[] {text, "Default: " + preset})
        .build();
  }
}
