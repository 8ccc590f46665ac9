// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours text for terminals that support it. Never interprets the text as markup. */
public record AnsiColors(Ansi ansi) {
  /** No colours. */
  public static final AnsiColors NONE = new AnsiColors(Ansi.OFF);

  public String heading(String text) {
    return with(Style.bold, text);
  }

  public String good(String text) {
    return with(Style.fg_green, text);
  }

  public String bad(String text) {
    return with(Style.fg_red, text);
  }

  public String warning(String text) {
    return with(Style.fg_yellow, text);
  }

  private String with(Style style, String text) {
    return Help.defaultColorScheme(ansi).apply(text, List.of(style)).toString();
  }
}
