// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.regex.Pattern;

/** Text of others, such as names of files and titles of channels, as it may be shown. */
public final class PrintableText {
  /** What ends a line, moves a cursor or turns the direction of text; joiners of emoji do not. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\u200C\\u200D]]");

  private PrintableText() {}

  /** The text with a question mark for each character that had better not be printed. */
  public static String of(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
