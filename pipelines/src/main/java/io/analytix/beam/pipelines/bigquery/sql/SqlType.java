// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import java.util.Locale;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;

/** The column types, by their names in GoogleSQL. */
public enum SqlType {
  /** Text. */
  STRING,
  /** A 64-bit whole number. */
  INT64,
  /** A double. It cannot be used in GROUP BY or with {@code IS DISTINCT FROM}. */
  FLOAT64,
  /** Money: 38 digits, 9 of them after the point. */
  NUMERIC,
  /** True or false. */
  BOOL,
  /** A calendar day. */
  DATE,
  /** An instant. */
  TIMESTAMP;

  /** The type in which a Beam field is stored. */
  public static SqlType of(FieldType field) {
    return switch (field.getTypeName()) {
      case STRING -> STRING;
      case INT64 -> INT64;
      case DOUBLE -> FLOAT64;
      case DECIMAL -> NUMERIC;
      case BOOLEAN -> BOOL;
      case DATETIME -> TIMESTAMP;
      default -> {
        if (field.getTypeName().isLogicalType()
            && field.isLogicalType(SqlTypes.DATE.getIdentifier())) {
          yield DATE;
        }
        throw new IllegalArgumentException("no column type for " + field);
      }
    };
  }

  /** The GoogleSQL name of a type of the REST API, which also uses legacy names. */
  public static String standard(String restName) {
    String name = restName.toUpperCase(Locale.ROOT);
    return switch (name) {
      case "INTEGER" -> INT64.name();
      case "FLOAT" -> FLOAT64.name();
      case "BOOLEAN" -> BOOL.name();
      default -> name;
    };
  }
}
