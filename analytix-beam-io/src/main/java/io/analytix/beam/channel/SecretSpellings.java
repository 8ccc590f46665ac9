// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Finds a text in the spellings of other formats: each character may be written as it is, with
 * backslashes before it or as an escape of JSON, percent-encoded once or several times, or as a
 * character reference of HTML.
 */
final class SecretSpellings {
  /** Of a longer text, everything that follows its beginning counts as a part of it. */
  private static final int MAX_CHARACTERS = 300;

  private SecretSpellings() {}

  static Pattern of(String text) {
    StringBuilder pattern = new StringBuilder();
    text.codePoints().limit(MAX_CHARACTERS).forEach(character -> append(pattern, character));
    if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      pattern.append("[^\\s\"'<>]*+");
    }
    return Pattern.compile(pattern.toString());
  }

  private static void append(StringBuilder pattern, int character) {
    String plain = Character.toString(character);
    pattern.append("(?:\\\\*").append(Pattern.quote(plain));
    pattern.append('|');
    plain
        .chars()
        .forEach(unit -> pattern.append("\\\\++u").append(anyCase("%04x".formatted(unit))));
    pattern.append('|');
    for (byte octet : plain.getBytes(StandardCharsets.UTF_8)) {
      pattern.append("%(?:25)*").append(anyCase("%02x".formatted(octet & 0xFF)));
    }
    pattern.append("|&#0*+").append(character).append(";");
    pattern.append("|&#[xX]0*+").append(anyCase(Integer.toHexString(character))).append(";");
    switch (character) {
      case ' ' -> pattern.append("|\\+");
      case '&' -> pattern.append("|&amp;");
      case '<' -> pattern.append("|&lt;");
      case '>' -> pattern.append("|&gt;");
      case '"' -> pattern.append("|&quot;");
      case '/' -> pattern.append("|&sol;");
      case '+' -> pattern.append("|&plus;");
      case '=' -> pattern.append("|&equals;");
      default -> {
        // No other character of a token has a common name.
      }
    }
    pattern.append(')');
  }

  private static String anyCase(String hexadecimal) {
    return "(?i:" + hexadecimal + ")";
  }
}
