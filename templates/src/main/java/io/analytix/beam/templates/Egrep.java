// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as {@code egrep} has them, which is what Dataflow checks parameters with:
 * those among them that mean the same in Java.
 */
final class Egrep {
  /** Shorthands, look-arounds, lazy and possessive repetition: Java's own. */
  private static final Pattern OF_JAVA =
      Pattern.compile("\\\\[A-Za-z0-9]|\\(\\?|[*+?}][?+]|&&|\\[\\[(?!:)");

  private Egrep() {}

  /** Whether it is one, and matches a value only as a whole. */
  static boolean isWholeLine(String regex) {
    if (!regex.startsWith("^") || !regex.endsWith("$") || OF_JAVA.matcher(regex).find()) {
      return false;
    }
    try {
      Pattern unused = Pattern.compile(regex);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Whether the value, or a line of it, matches. */
  static boolean matches(String regex, String value) {
    return Pattern.compile(regex).matcher(value).find();
  }
}
