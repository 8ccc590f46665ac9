// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A dimension or metric of the YouTube Analytics API.
 *
 * @param apiName as the API spells it, such as {@code estimatedMinutesWatched}
 * @param unit what the figures count ({@code count}, {@code minutes}, {@code seconds}, {@code
 *     percent}, {@code currency}, …); empty for dimensions
 * @param monetary whether asking for it needs the monetary scope and a channel that earns
 * @param summableOverDays whether figures of several days may be added up
 */
public record Column(
    String apiName, Kind kind, Type type, String unit, boolean monetary, boolean summableOverDays) {

  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Whether a column groups rows or measures them. */
  public enum Kind {
    /** Groups rows; part of a row's key. */
    DIMENSION,
    /** Measures; what is replaced when the API restates. */
    METRIC,
    /** Tells what a listed thing is like, such as a video's title. */
    ATTRIBUTE
  }

  /** The type in which a column is stored. */
  public enum Type {
    /** Text, stored as received. */
    STRING("STRING"),
    /** A Pacific calendar day, on the wire {@code YYYY-MM-DD}. */
    DATE("STRING"),
    /** A calendar month, on the wire {@code YYYY-MM}, stored as its first day. */
    MONTH("STRING"),
    /** A 64-bit whole number. */
    INTEGER("INTEGER"),
    /** A double. */
    FLOAT("FLOAT"),
    /** Money, exact: 38 digits, 9 of them after the point. */
    MONEY("FLOAT"),
    /** An instant; only of listed things. */
    TIMESTAMP("STRING");

    private final String wireType;

    Type(String wireType) {
      this.wireType = wireType;
    }

    /** What {@code columnHeaders.dataType} says of such a column. */
    public String wireType() {
      return wireType;
    }
  }

  /** The column's name in tables: the API's name in snake_case. */
  public String columnName() {
    return WORD_START.matcher(apiName).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  /**
   * A column that {@link Columns} does not know, because Google adds names before anyone documents
   * them: text until an answer tells its type.
   */
  public static Column unknown(String apiName, Kind kind) {
    return new Column(apiName, kind, Type.STRING, "", false, false);
  }

  /** The same column of another type. */
  public Column withType(Type other) {
    return new Column(apiName, kind, other, unit, monetary, summableOverDays);
  }

  /** One line for a table's schema: the API's name; of a metric, the unit and if days add up. */
  public String description() {
    if (kind != Kind.METRIC) {
      return kind.name().toLowerCase(Locale.ROOT) + " " + apiName;
    }
    return "metric "
        + apiName
        + ", "
        + unit
        + (summableOverDays ? ", days may be added up" : ", days must not be added up");
  }
}
