// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.analytix.beam.report.Column;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Reads one cell as its column's type, exactly or not at all. Not for two threads at once. */
final class CellReader {
  /** NUMERIC and DECIMAL(38,9): so many digits before the point, and after it. */
  private static final int MONEY_DIGITS = 29;

  private static final int MONEY_SCALE = 9;

  private String lastText = "";
  private LocalDate lastDay = LocalDate.EPOCH;

  @Nullable Object read(JsonParser json, Column column) throws IOException, BadAnswer {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (column.type()) {
      case STRING -> text(json, column);
      case DATE -> day(text(json, column), column);
      case MONTH -> month(text(json, column), column);
      case INTEGER -> whole(json, column);
      case FLOAT -> real(json, column);
      case MONEY -> money(json, column);
      case TIMESTAMP -> throw contradiction(json, column);
    };
  }

  private static String text(JsonParser json, Column column) throws IOException, BadAnswer {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw contradiction(json, column);
    }
    String text = json.getText();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 < text.length()
            && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          i++;
        } else {
          throw new BadAnswer("a cell of " + column.apiName() + " is no valid Unicode text");
        }
      }
    }
    return text;
  }

  private LocalDate day(String text, Column column) throws BadAnswer {
    if (text.equals(lastText)) {
      return lastDay;
    }
    try {
      lastDay = LocalDate.parse(text);
      lastText = text;
      return lastDay;
    } catch (DateTimeException e) {
      throw new BadAnswer("a cell of " + column.apiName() + " is no day");
    }
  }

  private static LocalDate month(String text, Column column) throws BadAnswer {
    try {
      return YearMonth.parse(text).atDay(1);
    } catch (DateTimeException e) {
      throw new BadAnswer("a cell of " + column.apiName() + " is no month");
    }
  }

  private static Long whole(JsonParser json, Column column) throws IOException, BadAnswer {
    try {
      return switch (json.currentToken()) {
        case VALUE_NUMBER_INT -> json.getLongValue();
        case VALUE_NUMBER_FLOAT -> decimal(json, column).longValueExact();
        default -> throw contradiction(json, column);
      };
    } catch (ArithmeticException | InputCoercionException e) {
      throw new BadAnswer("a cell of " + column.apiName() + " is no 64-bit whole number");
    }
  }

  private static Double real(JsonParser json, Column column) throws IOException, BadAnswer {
    if (!json.currentToken().isNumeric()) {
      throw contradiction(json, column);
    }
    double value = json.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new BadAnswer("a cell of " + column.apiName() + " is beyond a double");
    }
    return value;
  }

  private static BigDecimal money(JsonParser json, Column column) throws IOException, BadAnswer {
    if (!json.currentToken().isNumeric()) {
      throw contradiction(json, column);
    }
    BigDecimal amount = decimal(json, column);
    if (amount.signum() == 0) {
      return BigDecimal.ZERO.setScale(MONEY_SCALE);
    }
    if ((long) amount.precision() - amount.scale() > MONEY_DIGITS || amount.scale() > 1000) {
      throw new BadAnswer("a cell of " + column.apiName() + " is beyond NUMERIC");
    }
    BigDecimal exact = amount.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    if (exact.precision() > MONEY_DIGITS + MONEY_SCALE) {
      throw new BadAnswer("a cell of " + column.apiName() + " is beyond NUMERIC");
    }
    return exact;
  }

  private static BigDecimal decimal(JsonParser json, Column column) throws IOException, BadAnswer {
    try {
      return json.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new BadAnswer("a cell of " + column.apiName() + " has an exponent beyond all numbers");
    }
  }

  private static BadAnswer contradiction(JsonParser json, Column column) {
    return new BadAnswer(
        "a cell of " + column.apiName() + " is " + json.currentToken() + ", not " + column.type());
  }
}
