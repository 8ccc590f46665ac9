// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Colours text for terminals that support it. Never interprets the text as markup. Without colours
 * picocli is not needed, which the nightly job need not have.
 */
public record AnsiColors(boolean wanted) {
  /** No colours. */
  public static final AnsiColors NONE = new AnsiColors(false);

  public String heading(String text) {
    return with("bold", text);
  }

  public String good(String text) {
    return with("fg_green", text);
  }

  public String bad(String text) {
    return with("fg_red", text);
  }

  public String warning(String text) {
    return with("fg_yellow", text);
  }

  /** The same for help texts. */
  public Ansi ansi() {
    return wanted ? Ansi.ON : Ansi.OFF;
  }

  private String with(String style, String text) {
    return wanted
        ? Help.defaultColorScheme(Ansi.ON).apply(text, List.of(Style.valueOf(style))).toString()
        : text;
  }
}
