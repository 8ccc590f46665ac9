// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.time.Instant;
import java.time.LocalDate;

/** Quotes names and constants for GoogleSQL. */
final class SqlText {
  private SqlText() {}

  static String quoted(String name) {
    return "`" + name + "`";
  }

  static String text(String value) {
    return "'"
        + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
        + "'";
  }

  static String date(LocalDate day) {
    return "DATE '" + day + "'";
  }

  static String timestamp(Instant instant) {
    return "TIMESTAMP '" + instant.toString().replace('T', ' ').replace("Z", "+00") + "'";
  }
}
