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
  private static final int PLACES = 512;
  private static final int TOLD_BY = 6;

  /** Longer texts are not worth knowing. */
  private static final int MOST_BYTES = 1024;

  /** Stands in a text where its bytes were no UTF-8; or it was sent, which is as rare. */
  private static final char REPLACEMENT = '\uFFFD';

  private @Nullable Known @Nullable [] places;
  private Known last = new Known(new byte[0], "");

  /** A text and its bytes as they stand between quotes. */
  private static final class Known {
    final byte[] bytes;
    final String text;
    Known next = this;

    Known(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }

    boolean isAt(byte[] body, int from) {
      int end = from + bytes.length;
      return end < body.length
          && body[end] == '"'
          && Arrays.equals(bytes, 0, bytes.length, body, from, end);
    }
  }

  /** The text whose first byte is at this place; it ends {@link #length} bytes on. */
  String read(byte[] body, int from) throws NotPlain {
    Known known = last.next;
    if (!known.isAt(body, from)) {
      known = last.isAt(body, from) ? last : find(body, from, end(body, from));
      last.next = known;
    }
    last = known;
    return known.text;
  }

  /** How many bytes the text has that was just read. */
  int length() {
    return last.bytes.length;
  }

  private static int end(byte[] body, int from) throws NotPlain {
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

  private Known find(byte[] body, int from, int end) throws NotPlain {
    if (places == null) {
      places = new @Nullable Known[PLACES];
    }
    int place = place(body, from, end);
    Known known = places[place];
    if (known == null || !known.isAt(body, from)) {
      known = make(body, from, end);
      places[place] = known;
    }
    return known;
  }

  private static Known make(byte[] body, int from, int end) throws NotPlain {
    String text = new String(body, from, end - from, StandardCharsets.UTF_8);
    if (end - from > MOST_BYTES || text.indexOf(REPLACEMENT) >= 0) {
      throw new NotPlain();
    }
    return new Known(Arrays.copyOfRange(body, from, end), text);
  }

  /** By the last few bytes, in which the texts of a column differ. */
  private static int place(byte[] body, int from, int end) {
    int hash = end - from;
    for (int i = end - 1; i >= from && i >= end - TOLD_BY; i--) {
      hash = 31 * hash + body[i];
    }
    return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (PLACES - 1);
  }
}
