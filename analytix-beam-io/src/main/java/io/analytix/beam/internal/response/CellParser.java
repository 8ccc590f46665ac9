// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses the cells of one column: exactly, or it throws. Not thread-safe. */
final class CellParser {
  /** NUMERIC and DECIMAL(38,9): maximum digits before and after the decimal point. */
  private static final int MONEY_DIGITS = 29;

  private static final int MONEY_SCALE = 9;

  private final Column column;
  private final Column.Type type;

  /** Rows with equal texts share one object. */
  private final Map<String, String> texts = new HashMap<>();

  private final Map<String, LocalDate> dates = new HashMap<>();

  /**
   * Creates a parser of a column.
   *
   * @param requested the days that most cells contain: a lookup is faster than parsing
   */
  CellParser(Column column, DateRange requested) {
    this.column = column;
    this.type = column.type();
    if (type == Column.Type.DATE) {
      requested.days().forEach(day -> dates.put(day.toString(), day));
    }
  }

  /** Parses the cell at the current token. */
  @Nullable Object read(JsonParser json, JsonToken token)
      throws IOException, InvalidResponseException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type) {
      case STRING -> text(json);
      case DATE, MONTH -> date(json);
      case INTEGER -> whole(json);
      case FLOAT -> real(json);
      case MONEY -> money(json);
      case TIMESTAMP, BOOLEAN -> throw contradiction(json);
    };
  }

  private String text(JsonParser json) throws IOException, InvalidResponseException {
    String text = string(json);
    String known = texts.putIfAbsent(text, text);
    if (known != null) {
      return known;
    }
    if (!isUnicode(text)) {
      throw InvalidResponseException.contradiction(
          "a cell of " + column.apiName() + " is not valid Unicode text");
    }
    return text;
  }

  private LocalDate date(JsonParser json) throws IOException, InvalidResponseException {
    String text = string(json);
    LocalDate known = dates.get(text);
    if (known != null) {
      return known;
    }
    try {
      LocalDate date =
          type == Column.Type.MONTH ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
      dates.put(text, date);
      return date;
    } catch (DateTimeException e) {
      throw InvalidResponseException.contradiction(
          "a cell of " + column.apiName() + " is not a valid " + type);
    }
  }

  private String string(JsonParser json) throws IOException, InvalidResponseException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw contradiction(json);
    }
    return json.getText();
  }

  private static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))
          && (i + 1 == text.length()
              || !Character.isSurrogatePair(text.charAt(i), text.charAt(++i)))) {
        return false;
      }
    }
    return true;
  }

  private Long whole(JsonParser json) throws IOException, InvalidResponseException {
    checkNumeric(json);
    try {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        return decimal(json).longValueExact();
      }
      return json.getLongValue();
    } catch (ArithmeticException | InputCoercionException e) {
      throw InvalidResponseException.contradiction(
          "a cell of " + column.apiName() + " is not a 64-bit integer");
    }
  }

  private Double real(JsonParser json) throws IOException, InvalidResponseException {
    checkNumeric(json);
    double value = json.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw InvalidResponseException.contradiction(
          "a cell of " + column.apiName() + " is out of the range of a double");
    }
    return value;
  }

  private BigDecimal money(JsonParser json) throws IOException, InvalidResponseException {
    checkNumeric(json);
    BigDecimal amount = decimal(json);
    if (amount.signum() == 0) {
      return BigDecimal.ZERO.setScale(MONEY_SCALE);
    }
    if ((long) amount.precision() - amount.scale() > MONEY_DIGITS || amount.scale() > 1000) {
      throw InvalidResponseException.contradiction(
          "a cell of " + column.apiName() + " is out of the range of NUMERIC");
    }
    BigDecimal exact = amount.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    if (exact.precision() > MONEY_DIGITS + MONEY_SCALE) {
      throw InvalidResponseException.contradiction(
          "a cell of " + column.apiName() + " is out of the range of NUMERIC");
    }
    return exact;
  }

  private BigDecimal decimal(JsonParser json) throws IOException, InvalidResponseException {
    try {
      return json.getDecimalValue();
    } catch (NumberFormatException e) {
      throw InvalidResponseException.contradiction(
          "a cell of " + column.apiName() + " has an exponent that is out of range");
    }
  }

  private void checkNumeric(JsonParser json) throws InvalidResponseException {
    if (!json.currentToken().isNumeric()) {
      throw contradiction(json);
    }
  }

  private InvalidResponseException contradiction(JsonParser json) {
    return InvalidResponseException.contradiction(
        "a cell of " + column.apiName() + " is " + json.currentToken() + ", not " + column.type());
  }
}
