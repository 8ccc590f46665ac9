// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

/** A deterministic random number generator: the same key always yields the same number. */
public record KeyedRandom(long bits) {
  public static KeyedRandom from(long seed) {
    return new KeyedRandom(mixed(seed));
  }

  public KeyedRandom with(long piece) {
    return new KeyedRandom(mixed(bits * 31 + mixed(piece)));
  }

  public KeyedRandom with(String piece) {
    return with(((long) piece.hashCode() << 16) ^ piece.length());
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  public long below(long bound) {
    return Long.remainderUnsigned(bits, bound);
  }

  public boolean happens(double share) {
    return (bits >>> 11) * 0x1.0p-53 < share;
  }

  /** Returns {@code length} characters of {@code alphabet}. */
  public String text(int length, String alphabet) {
    StringBuilder text = new StringBuilder(length);
    for (int place = 0; place < length; place++) {
      text.append(alphabet.charAt((int) with(place).below(alphabet.length())));
    }
    return text.toString();
  }

  /** Mixes all bits of the input (SplitMix64), so that similar keys yield unrelated numbers. */
  private static long mixed(long word) {
    long mixed = word + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
