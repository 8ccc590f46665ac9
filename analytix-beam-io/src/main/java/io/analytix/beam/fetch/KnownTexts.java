// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a column has had: an answer names the same countries on every day, and each is
 * made a {@link String} once. A text that falls on another's place takes it.
 */
final class KnownTexts {
  private static final int PLACES = 512;
  private static final int TOLD_BY = 6;

  private final @Nullable String[] texts = new @Nullable String[PLACES];
  private final char[][] characters = new char[PLACES][];
  private int place;

  /** The text of these characters if it is known; else its place is kept for {@link #put}. */
  @Nullable String get(char[] from, int offset, int length) {
    // Rows that follow each other are of the same day.
    if (!isAt(from, offset, length)) {
      place = place(from, offset, length);
      if (!isAt(from, offset, length)) {
        return null;
      }
    }
    return texts[place];
  }

  /** Takes in the text of the characters that were just not known. */
  void put(String text) {
    texts[place] = text;
    characters[place] = text.toCharArray();
  }

  private boolean isAt(char[] from, int offset, int length) {
    char[] known = characters[place];
    return known != null
        && known.length == length
        && Arrays.equals(known, 0, length, from, offset, offset + length);
  }

  /** By the last few characters, in which the texts of a column differ. */
  private static int place(char[] from, int offset, int length) {
    int hash = length;
    for (int i = offset + length - 1; i >= offset && i >= offset + length - TOLD_BY; i--) {
      hash = 31 * hash + from[i];
    }
    return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (PLACES - 1);
  }
}
