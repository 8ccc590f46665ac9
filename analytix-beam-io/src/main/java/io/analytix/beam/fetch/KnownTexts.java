// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a column has had, known by their bytes. An answer names the same countries on
 * every day, so each is made a {@link String} once; and mostly in the same order, so that a text is
 * first compared with the one that followed the text before. A text that falls on another's place
 * takes it.
 */
final class KnownTexts {
  private static final int MOST_PLACES = 512;

  /** An answer of so many bytes may have another text. */
  private static final int BYTES_A_PLACE = 32;

  private static final int TOLD_BY = 6;

  /** Longer texts are not worth knowing. */
  private static final int MOST_BYTES = 1024;

  /** Stands in a text where its bytes were no UTF-8; or it was sent, which is as rare. */
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] body;
  private final @Nullable Known[] places;
  private @Nullable Known last;
  private int length;

  KnownTexts(byte[] body) {
    this.body = body;
    this.places =
        new @Nullable
            Known[Math.min(MOST_PLACES, Integer.highestOneBit(1 + body.length / BYTES_A_PLACE))];
  }

  /** A text, where its bytes stand between quotes, and what followed it when it last came. */
  private static final class Known {
    final int from;
    final int length;
    final String text;
    Known next = this;

    Known(int from, int length, String text) {
      this.from = from;
      this.length = length;
      this.text = text;
    }
  }

  /** The text whose first byte is at this place; it ends {@link #length} bytes on. */
  String read(int from) throws NotPlain {
    Known before = last;
    Known known = before == null ? null : before.next;
    if (known == null || !isAt(known, from)) {
      known = before != null && isAt(before, from) ? before : find(from, end(from));
      if (before != null) {
        before.next = known;
      }
    }
    last = known;
    length = known.length;
    return known.text;
  }

  /** How many bytes the text has that was just read. */
  int length() {
    return length;
  }

  private boolean isAt(Known known, int from) {
    int end = from + known.length;
    return end < body.length
        && body[end] == '"'
        && Arrays.equals(body, known.from, known.from + known.length, body, from, end);
  }

  private int end(int from) throws NotPlain {
    for (int end = from; end < body.length; end++) {
      byte one = body[end];
      if (one == '"') {
        return end;
      }
      if (one == '\\' || (one >= 0 && one < ' ')) {
        throw new NotPlain();
      }
    }
    throw new NotPlain();
  }

  private Known find(int from, int end) throws NotPlain {
    int place = place(from, end);
    Known known = places[place];
    if (known == null || !isAt(known, from)) {
      known = make(from, end);
      places[place] = known;
    }
    return known;
  }

  private Known make(int from, int end) throws NotPlain {
    String text = new String(body, from, end - from, StandardCharsets.UTF_8);
    if (end - from > MOST_BYTES || text.indexOf(REPLACEMENT) >= 0) {
      throw new NotPlain();
    }
    return new Known(from, end - from, text);
  }

  /** By the last few bytes, in which the texts of a column differ. */
  private int place(int from, int end) {
    int hash = end - from;
    for (int i = end - 1; i >= from && i >= end - TOLD_BY; i--) {
      hash = 31 * hash + body[i];
    }
    return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (places.length - 1);
  }
}
