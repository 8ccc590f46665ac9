// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A dimension or metric of the YouTube Analytics API.
 *
 * @param apiName as the API spells it, such as {@code estimatedMinutesWatched}
 * @param unit of a metric ({@code count}, {@code minutes}, {@code seconds}, {@code percent}, {@code
 *     currency}, …); empty for dimensions
 * @param monetary whether a request for it needs the monetary scope and a monetized channel
 * @param summableOverDays whether values of several days may be added up
 */
public record Column(
    String apiName, Kind kind, Type type, String unit, boolean monetary, boolean summableOverDays)
    implements Serializable {

  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Whether a column groups rows or measures them. */
  public enum Kind {
    /** Groups rows; part of the key. */
    DIMENSION,
    /** A value of the group. */
    METRIC,
    /** A property of a listed resource, such as a video's title. */
    ATTRIBUTE
  }

  /** The type in which a column is stored. */
  public enum Type {
    /** Text, stored as received. */
    STRING("STRING"),
    /** A Pacific calendar day, in responses {@code YYYY-MM-DD}. */
    DATE("STRING"),
    /** A calendar month, in responses {@code YYYY-MM}, stored as its first day. */
    MONTH("STRING"),
    /** A 64-bit whole number. */
    INTEGER("INTEGER"),
    /** A double. */
    FLOAT("FLOAT"),
    /** Money, exact: 38 digits, 9 of them decimals. */
    MONEY("FLOAT"),
    /** An instant; only in snapshots. */
    TIMESTAMP("STRING"),
    /** True or false; only in snapshots. */
    BOOLEAN("STRING");

    private final String dataType;

    Type(String dataType) {
      this.dataType = dataType;
    }

    /** The {@code columnHeaders.dataType} of such a column. */
    public String dataType() {
      return dataType;
    }
  }

  /** The column's name in tables: the API's name in snake_case. */
  public String columnName() {
    return WORD_START.matcher(apiName).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  /**
   * A column that {@link Columns} does not have, because Google adds names before documenting them:
   * text until a response has its type.
   */
  public static Column unknown(String apiName, Kind kind) {
    return new Column(apiName, kind, Type.STRING, "", false, false);
  }

  /** The same column of another type. */
  public Column withType(Type other) {
    return new Column(apiName, kind, other, unit, monetary, summableOverDays);
  }

  /** One line for a table's schema: kind and API name; of a metric also unit and summability. */
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
