// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * A decimal number as most are: few digits, no exponent. It is read into a long off the bytes of an
 * answer, without a text and without the long way to a double or a decimal. Of JSON's numbers it
 * takes only those that it holds exactly.
 */
final class PlainNumber {
  /** A long holds any number of so many digits. */
  private static final int MOST_DIGITS = 18;

  /** A double holds any whole number of so many digits, and any power of ten up to their count. */
  private static final int EXACT_DIGITS = 15;

  private static final long[] POWERS = new long[MOST_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private long digits;
  private int count;
  private int scale;

  /** Reads the number that begins at this place, and tells where it ends. */
  int read(byte[] body, int from) throws NotPlain {
    boolean negative = from < body.length && body[from] == '-';
    int begin = negative ? from + 1 : from;
    long sum = 0;
    int end = begin;
    int point = -1;
    for (; end < body.length; end++) {
      int digit = body[end] - '0';
      if (digit >= 0 && digit <= 9) {
        sum = 10 * sum + digit;
      } else if (digit == '.' - '0' && point < 0) {
        point = end;
      } else {
        break;
      }
    }
    int whole = (point < 0 ? end : point) - begin;
    scale = point < 0 ? 0 : end - point - 1;
    count = whole + scale;
    if (whole == 0
        || (whole > 1 && body[begin] == '0')
        || (point >= 0 && scale == 0)
        || count > MOST_DIGITS
        // A double has a zero below nought, too.
        || (negative && sum == 0)) {
      throw new NotPlain();
    }
    digits = negative ? -sum : sum;
    return end;
  }

  /** The whole number that it is. */
  long whole() throws NotPlain {
    if (scale != 0) {
      throw new NotPlain();
    }
    return digits;
  }

  /** The double that is nearest to it: of few digits by one division of two that are exact. */
  double real(byte[] body, int from, int end) {
    return count <= EXACT_DIGITS
        ? (double) digits / POWERS[scale]
        : Double.parseDouble(new String(body, from, end - from, StandardCharsets.US_ASCII));
  }

  /** The number with so many decimals, which are no more than its digits may be. */
  BigDecimal decimal(int decimals) {
    if (scale > decimals || count - scale + decimals > MOST_DIGITS) {
      return BigDecimal.valueOf(digits, scale).setScale(decimals, RoundingMode.HALF_UP);
    }
    return BigDecimal.valueOf(digits * POWERS[decimals - scale], decimals);
  }
}
