// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** The type of a column's cells. */
public enum CellType {
  /** A Pacific day, written {@code YYYYMMDD}. */
  DAY {
    @Override
    Object parsed(String text) {
      return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    }
  },
  INTEGER {
    @Override
    Object parsed(String text) {
      return Long.parseLong(text);
    }
  },
  DOUBLE {
    @Override
    Object parsed(String text) {
      return Double.parseDouble(text);
    }
  },
  /** An amount or another exact number. */
  DECIMAL {
    @Override
    Object parsed(String text) {
      BigDecimal number = new BigDecimal(text);
      return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
  },
  TEXT {
    @Override
    Object parsed(String text) {
      return text;
    }
  };

  /** Returns the value of a cell that is not empty. */
  abstract Object parsed(String text);
}
