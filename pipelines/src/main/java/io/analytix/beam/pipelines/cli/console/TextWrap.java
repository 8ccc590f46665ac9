// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Wraps text for a page of 80 columns. */
public final class TextWrap {
  /** The columns of a page. */
  public static final int PAGE = 80;

  private TextWrap() {}

  /**
   * Lines of at most {@code width}, broken after spaces and commas; longer words are not broken.
   */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("(?<=[ ,])")) {
      if (line.length() > 0 && line.length() + word.stripTrailing().length() > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      line.append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /** A paragraph of the page, each line indented. */
  public static String paragraph(String text, int indent) {
    String margin = " ".repeat(indent);
    return margin + String.join(System.lineSeparator() + margin, wrap(text, PAGE - indent));
  }
}
