// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/** A comma-separated list of ids. It is processed without splitting, because it may be long. */
final class IdList {
  private IdList() {}

  /** The number of ids; an empty text counts as one empty id. */
  static int size(String text) {
    int size = 1;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
      size++;
    }
    return size;
  }

  /** Returns the first {@code max} ids that are not blank. */
  static String normalize(String text, int max) {
    if (size(text) <= max && !hasBlank(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = max;
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

  /** Whether an id is empty or blank. */
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
