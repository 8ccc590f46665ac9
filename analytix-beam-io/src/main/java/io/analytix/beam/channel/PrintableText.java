// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.regex.Pattern;

/** Makes untrusted text, such as names of files and titles of channels, safe to print. */
public final class PrintableText {
  /**
   * Characters that end a line, move the cursor or change the direction of text; joiners, which
   * emoji need, are allowed.
   */
  private static final String UNSAFE = "\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\u200C\\u200D]";

  private static final Pattern UNPRINTABLE = Pattern.compile("[" + UNSAFE + "]");

  /** The same without line breaks and tabs; a carriage return alone would overwrite its line. */
  private static final Pattern UNPRINTABLE_IN_LINES =
      Pattern.compile("\\r(?!\\n)|[" + UNSAFE + "&&[^\\r\\n\\t]]");

  private PrintableText() {}

  /** Replaces each unsafe character of the text by a question mark. */
  public static String of(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  /** The same for a text of several lines, whose line breaks and tabs stay. */
  public static String ofLines(String text) {
    return UNPRINTABLE_IN_LINES.matcher(text).replaceAll("?");
  }

  /** Whether a character must not be printed as it is. */
  public static boolean isUnprintable(int character) {
    return UNPRINTABLE.matcher(Character.toString(character)).matches();
  }
}
