// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.util.List;

/** Texts of channels, videos and playlists, some with characters that must be quoted. */
final class SampleTexts {
  static final List<String> ODD_TITLES =
      List.of(
          "\"Quoted\", with 'both' kinds",
          "Comma, semicolon; colon: all of it",
          "\uD83E\uDD80 Crab & chips \uD83C\uDF5F",
          "\u0645\u0631\u062D\u0628\u0627 \u0628\u0643\u0645",
          "\u65E5\u672C\u8A9E\u306E\u52D5\u753B\u3092\u898B\u308B",
          "Back\\slash and /slash/",
          "100% free | live #1 {not} [really]",
          "Robert'); DROP TABLE videos; --",
          "\u00C7a va? \u00DCber \u00F1and\u00FA \u2013 na\u00EFve caf\u00E9",
          "Tab\there");

  static final List<String> DESCRIPTIONS =
      List.of(
          "",
          "A short text.",
          "First line\nSecond line\n\n00:00 Start\n01:30 \"Middle\", and more\n",
          "Links: https://example.com/?a=1&b=2\r\n#tag \uD83D\uDE80",
          "\u2028A line separator, a \"quote\", a back\\slash, and a , at the end,");

  static final List<List<String>> TAGS =
      List.of(
          List.of(),
          List.of(),
          List.of("how to"),
          List.of("bread", "sour dough", "K\u00E4se", "100%"),
          List.of("a,b", "say \"hi\"", "\uD83C\uDFB8 guitar"));

  static final List<String> TOPICS =
      List.of("Music", "Food", "Lifestyle_(sociology)", "Technology", "Hobby", "Knowledge");

  static final List<String> CATEGORIES = List.of("1", "10", "20", "22", "24", "26", "27", "28");

  static final List<String> LANGUAGES = List.of("en", "de", "pt-BR", "zh-Hans");

  static final List<String> COUNTRIES = List.of("US", "DE", "BR", "JP", "IN", "CH");

  static final List<String> KEYWORDS =
      List.of("bread", "bread \"sour dough\" alps", "\u00FCben, music \"a, b\" \uD83C\uDFB8");

  private SampleTexts() {}
}
