// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole of an answer, read and checked. */
public record ReportTable(List<Line> lines) {
  /** A table without a row. */
  static final ReportTable EMPTY = new ReportTable(List.of());

  /**
   * A row of an answer.
   *
   * @param first the first Pacific day that it speaks of: its own, or the request's
   * @param cells in the order of the report's columns: String, Long, Double, BigDecimal with nine
   *     decimals, LocalDate, or null
   */
  public record Line(LocalDate first, List<@Nullable Object> cells) {}
}
