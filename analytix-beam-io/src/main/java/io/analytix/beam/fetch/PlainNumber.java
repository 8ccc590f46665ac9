// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A decimal number as most are: few digits, no exponent. It is read into a long, without a text and
 * without the long way to a double or a decimal.
 */
final class PlainNumber {
  /** A long holds any number of so many digits. */
  private static final int MOST_DIGITS = 18;

  /** A double holds any whole number of so many digits, and any power of ten up to their count. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[EXACT_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private long digits;
  private int count;
  private int scale;

  /** Reads the number that the parser stands at, and tells whether it is a plain one. */
  boolean read(JsonParser json) throws IOException {
    char[] text = json.getTextCharacters();
    int from = json.getTextOffset();
    int to = from + json.getTextLength();
    boolean negative = from < to && text[from] == '-';
    int point = to;
    long sum = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        sum = 10 * sum + digit;
      } else if (digit == '.' - '0' && point == to) {
        point = i;
      } else {
        return false;
      }
    }
    count = to - from - (negative ? 1 : 0) - (point < to ? 1 : 0);
    scale = Math.max(0, to - point - 1);
    digits = negative ? -sum : sum;
    // A double has a zero below nought, too.
    return count <= MOST_DIGITS && !(negative && sum == 0);
  }

  /** Whether {@link #real} is the double that is nearest to it. */
  boolean isExact() {
    return count <= EXACT_DIGITS;
  }

  /** The number, rounded once: by the one division of two doubles that are exact. */
  double real() {
    return (double) digits / POWERS[scale];
  }

  /** Whether {@link #decimal} holds it with so many decimals. */
  boolean fits(int decimals) {
    return scale <= decimals && count - scale + decimals <= MOST_DIGITS;
  }

  /** The number with so many decimals. */
  BigDecimal decimal(int decimals) {
    long padded = digits;
    for (int i = scale; i < decimals; i++) {
      padded *= 10;
    }
    return BigDecimal.valueOf(padded, decimals);
  }
}
