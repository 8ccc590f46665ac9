// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/** Ids in one text, parted by commas; looked at without taking it apart, as it may be long. */
final class IdList {
  private IdList() {}

  /** How many ids there are; an empty text is one, too, an empty one. */
  static int size(String text) {
    int size = 1;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
      size++;
    }
    return size;
  }

  /** The first so many ids that are more than blanks. */
  static String tidy(String text, int most) {
    if (size(text) <= most && !hasBlank(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = most;
    for (int first = 0; first <= text.length() && left > 0; ) {
      int comma = text.indexOf(',', first);
      int end = comma < 0 ? text.length() : comma;
      if (!hasBlank(text.substring(first, end))) {
        kept.append(kept.isEmpty() ? "" : ",").append(text, first, end);
        left--;
      }
      first = end + 1;
    }
    return kept.toString();
  }

  /** Whether an id is nothing, or nothing but blanks. */
  static boolean hasBlank(String text) {
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ',') {
        blank &= Character.isWhitespace(text.charAt(i));
      } else if (blank) {
        return true;
      } else {
        blank = true;
      }
    }
    return blank;
  }
}
