// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A day as {@code 2026-02-01}, off the bytes of an answer and without a formatter, which takes as
 * long as the rest of a row. Rows that follow each other are mostly of the same day. Of one answer.
 */
final class PlainDay {
  /** How many bytes it has. */
  static final int LENGTH = 10;

  private int last = -1;
  private LocalDate lastDay = LocalDate.EPOCH;

  /** The day whose first byte is at this place. */
  LocalDate read(byte[] body, int from) throws NotPlain {
    if (from + LENGTH > body.length) {
      throw new NotPlain();
    }
    if (last < 0 || !Arrays.equals(body, from, from + LENGTH, body, last, last + LENGTH)) {
      lastDay = day(body, from);
      last = from;
    }
    return lastDay;
  }

  private static LocalDate day(byte[] body, int from) throws NotPlain {
    if (body[from + 4] != '-' || body[from + 7] != '-') {
      throw new NotPlain();
    }
    try {
      return LocalDate.of(
          number(body, from, 4), number(body, from + 5, 2), number(body, from + 8, 2));
    } catch (DateTimeException e) {
      throw new NotPlain();
    }
  }

  private static int number(byte[] body, int from, int digits) throws NotPlain {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = body[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new NotPlain();
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
