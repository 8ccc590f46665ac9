// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import com.fasterxml.jackson.core.io.NumberInput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Numbers and days of cells, without a text in between. Exact, or they throw. */
final class CellNumbers {
  /** NUMERIC and DECIMAL(38,9): maximum digits before the decimal point. */
  private static final int MONEY_DIGITS = 29;

  private static final int MONEY_SCALE = 9;

  /** Whole numbers of up to 18 digits are exact as a long, those of up to 15 as a double. */
  private static final int MAX_DIGITS_OF_LONG = 18;

  private static final int MAX_DIGITS_OF_DOUBLE = 15;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long[] LONG_POWERS_OF_TEN = {
    1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L, 1_000_000_000L
  };

  private CellNumbers() {}

  /**
   * A 64-bit whole number; decimals may be zeros.
   *
   * @throws ArithmeticException if it is not whole or too large
   * @throws NumberFormatException if it is no number
   */
  static long whole(char[] buffer, int from, int length) {
    int start = buffer[from] == '-' ? 1 : 0;
    if (length <= start || length - start > MAX_DIGITS_OF_LONG) {
      return decimal(buffer, from, length).longValueExact();
    }
    long value = 0;
    for (int i = from + start; i < from + length; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        return decimal(buffer, from, length).longValueExact();
      }
      value = value * 10 + digit;
    }
    return start == 1 ? -value : value;
  }

  /**
   * The nearest double.
   *
   * @throws NumberFormatException if it is no number
   * @throws ArithmeticException if it is too large
   */
  static double real(char[] buffer, int from, int length) {
    int start = buffer[from] == '-' ? 1 : 0;
    long digits = 0;
    int count = 0;
    int decimals = -1;
    for (int i = from + start; i < from + length; i++) {
      char c = buffer[i];
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        count += digits == 0 ? 0 : 1;
        decimals += decimals < 0 ? 0 : 1;
        if (count > MAX_DIGITS_OF_DOUBLE) {
          return slowReal(buffer, from, length);
        }
      } else {
        return slowReal(buffer, from, length);
      }
    }
    if (length == start || (decimals >= 0 && length == start + 1)) {
      throw new NumberFormatException();
    }
    if (decimals >= POWERS_OF_TEN.length) {
      return slowReal(buffer, from, length);
    }
    // Both are exact doubles, so their quotient is the nearest one.
    double value = decimals <= 0 ? digits : digits / POWERS_OF_TEN[decimals];
    return start == 1 ? -value : value;
  }

  private static double slowReal(char[] buffer, int from, int length) {
    for (int i = from; i < from + length; i++) {
      char c = buffer[i];
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        throw new NumberFormatException();
      }
    }
    double value = NumberInput.parseDouble(buffer, from, length, true);
    if (!Double.isFinite(value)) {
      throw new ArithmeticException();
    }
    return value;
  }

  /**
   * An amount of money, rounded to nine decimals.
   *
   * @throws NumberFormatException if it is no number
   * @throws ArithmeticException if it is too large
   */
  static BigDecimal money(char[] buffer, int from, int length) {
    int start = buffer[from] == '-' ? 1 : 0;
    long digits = 0;
    int count = 0;
    int decimals = -1;
    for (int i = from + start; i < from + length; i++) {
      char c = buffer[i];
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        count++;
        decimals += decimals < 0 ? 0 : 1;
      } else {
        return slowMoney(buffer, from, length);
      }
      if (count > MONEY_SCALE || decimals > MONEY_SCALE) {
        return slowMoney(buffer, from, length);
      }
    }
    if (count == 0) {
      throw new NumberFormatException();
    }
    long unscaled = digits * LONG_POWERS_OF_TEN[MONEY_SCALE - Math.max(0, decimals)];
    return BigDecimal.valueOf(start == 1 ? -unscaled : unscaled, MONEY_SCALE);
  }

  private static BigDecimal slowMoney(char[] buffer, int from, int length) {
    BigDecimal amount = decimal(buffer, from, length);
    if (amount.signum() != 0
        && ((long) amount.precision() - amount.scale() > MONEY_DIGITS || amount.scale() > 1000)) {
      throw new ArithmeticException();
    }
    BigDecimal exact =
        amount.signum() == 0
            ? BigDecimal.ZERO.setScale(MONEY_SCALE)
            : amount.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    if (exact.precision() > MONEY_DIGITS + MONEY_SCALE) {
      throw new ArithmeticException();
    }
    return exact;
  }

  private static BigDecimal decimal(char[] buffer, int from, int length) {
    BigDecimal value = new BigDecimal(buffer, from, length);
    if (Math.abs((long) value.scale()) > 1000) {
      // Its digits would fill the memory.
      throw new ArithmeticException();
    }
    return value;
  }

  /**
   * The days since 1970-01-01 of {@code YYYYMMDD} or {@code YYYY-MM-DD}.
   *
   * @throws NumberFormatException if it has another form
   * @throws DateTimeException if there is no such day
   */
  static long day(char[] buffer, int from, int length) {
    boolean dashed = length == 10 && buffer[from + 4] == '-' && buffer[from + 7] == '-';
    if (length != 8 && !dashed) {
      throw new NumberFormatException();
    }
    int gap = dashed ? 1 : 0;
    return LocalDate.of(
            digits(buffer, from, 4),
            digits(buffer, from + 4 + gap, 2),
            digits(buffer, from + 6 + 2 * gap, 2))
        .toEpochDay();
  }

  private static int digits(char[] buffer, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new NumberFormatException();
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
