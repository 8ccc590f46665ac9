// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome keeps of the figures that a channel had on a day, to notice later that they have
 * changed. Digests are never zero.
 *
 * @param answered digest of the figures before the request whose response is stored
 * @param seen digest of the figures when they were last read: another one if they have changed
 *     since
 */
public record Basis(long answered, long seen) implements Serializable {
  private static final int DIGITS = 16;

  /** Of a day whose figures are those of its response. */
  public Basis(long answered) {
    this(answered, answered);
  }

  /** The basis that an outcome has as text; empty if it has none that this version can read. */
  public static Optional<Basis> parse(@Nullable String text) {
    if (text == null || !text.matches("[0-9a-f]{16}( [0-9a-f]{16})?")) {
      return Optional.empty();
    }
    long answered = HexFormat.fromHexDigitsToLong(text, 0, DIGITS);
    return Optional.of(
        text.length() == DIGITS
            ? new Basis(answered)
            : new Basis(answered, HexFormat.fromHexDigitsToLong(text, DIGITS + 1, text.length())));
  }

  /** The text in an outcome: 16 hexadecimal digits, then those of the other figures, if any. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return answered == seen
        ? hex.toHexDigits(answered)
        : hex.toHexDigits(answered) + " " + hex.toHexDigits(seen);
  }
}
