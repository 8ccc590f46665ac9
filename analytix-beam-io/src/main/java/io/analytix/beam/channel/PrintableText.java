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
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\u200C\\u200D]]");

  private PrintableText() {}

  /** Replaces each unsafe character of the text by a question mark. */
  public static String of(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
