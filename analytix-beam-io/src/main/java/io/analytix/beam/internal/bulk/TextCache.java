// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.RowHash;
import org.jspecify.annotations.Nullable;

/** The texts of one column that were read last, so that equal cells share one object. */
final class TextCache {
  private static final int SLOTS = 1 << 12;

  private final @Nullable String[] texts = new @Nullable String[SLOTS];
  private final long[] hashes = new long[SLOTS];
  private long lastHash;

  /** The characters as text. */
  String text(char[] buffer, int from, int length) {
    long hash = RowHash.of(buffer, from, length);
    lastHash = hash;
    int slot = (int) (RowHash.mix(hash) & (SLOTS - 1));
    String known = texts[slot];
    if (known != null && hashes[slot] == hash && isEqual(known, buffer, from, length)) {
      return known;
    }
    String text = new String(buffer, from, length);
    texts[slot] = text;
    hashes[slot] = hash;
    return text;
  }

  /** {@link RowHash#of} the text that was returned last. */
  long lastHash() {
    return lastHash;
  }

  private static boolean isEqual(String text, char[] buffer, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != buffer[from + i]) {
        return false;
      }
    }
    return true;
  }
}
