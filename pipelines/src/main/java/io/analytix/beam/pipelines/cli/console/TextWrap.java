// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Wraps text for a page, by default of 80 columns. */
public final class TextWrap {
  /** The columns of a page. */
  public static final int PAGE = 80;

  private TextWrap() {}

  /**
   * Lines of at most {@code width}, broken after spaces and commas; longer words and numbers are
   * not broken.
   */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words(text)) {
      if (line.length() > 0
          && DisplayWidth.of(line) + DisplayWidth.of(word.stripTrailing()) > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      line.append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /** The words of a text, each with the spaces or the comma that follow it. */
  static String[] words(String text) {
    return text.split("(?<= )(?! )|(?<=,)(?![ 0-9])|(?<=[^0-9],)(?=[0-9])");
  }

  /** A paragraph of a page of 80 columns, each line indented. */
  public static String paragraph(String text, int indent) {
    return paragraph(text, indent, PAGE);
  }

  /** A paragraph of a page of {@code width} columns, each line indented. */
  public static String paragraph(String text, int indent, int width) {
    String margin = " ".repeat(indent);
    return margin + String.join(System.lineSeparator() + margin, wrap(text, width - indent));
  }
}
