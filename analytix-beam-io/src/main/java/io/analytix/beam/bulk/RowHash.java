// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * 64-bit hashes of cells and rows. A row's hash is the sum of the hashes of its cells that have a
 * value, so that it depends neither on the order of the columns nor on columns that are empty.
 */
public final class RowHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private static final int MONEY_SCALE = 9;

  private RowHash() {}

  /** The hash of a text; of the empty text 0. */
  public static long of(CharSequence text) {
    if (text.length() == 0) {
      return 0;
    }
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** The same for a part of an array. */
  public static long of(char[] text, int from, int length) {
    if (length == 0) {
      return 0;
    }
    long hash = FNV_OFFSET;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ text[i]) * FNV_PRIME;
    }
    return hash;
  }

  /** The hash of an amount of money, with up to nine decimals; trailing zeros do not matter. */
  public static long of(BigDecimal amount) {
    BigInteger unscaled = amount.setScale(MONEY_SCALE, RoundingMode.UNNECESSARY).unscaledValue();
    return unscaled.bitLength() < Long.SIZE ? unscaled.longValue() : of(unscaled.toString());
  }

  /** The hash of a ratio. */
  public static long of(double ratio) {
    return ratio == 0 ? 1 : Double.doubleToLongBits(ratio);
  }

  /** What a cell adds to the hash of its row. */
  public static long cell(long columnHash, long valueHash) {
    return mix(columnHash + mix(valueHash));
  }

  /** Spreads the bits of a number; a bijection. */
  public static long mix(long number) {
    long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
