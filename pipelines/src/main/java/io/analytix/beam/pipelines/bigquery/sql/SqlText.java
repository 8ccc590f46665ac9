// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import java.time.Instant;
import java.time.LocalDate;

/** Quotes names and constants for GoogleSQL. */
public final class SqlText {
  private SqlText() {}

  public static String quoted(String name) {
    return "`" + name + "`";
  }

  public static String text(String value) {
    return "'"
        + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
        + "'";
  }

  public static String date(LocalDate day) {
    return "DATE '" + day + "'";
  }

  public static String timestamp(Instant instant) {
    return "TIMESTAMP '" + instant.toString().replace('T', ' ').replace("Z", "+00") + "'";
  }
}
