// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import io.analytix.beam.plan.ReportRequest;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole of an answer, read and checked.
 *
 * @param more what has to be asked, too, before the table is whole
 */
public record ReportResponse(List<Line> lines, List<ReportRequest> more) {
  /** A table without a row. */
  public static final ReportResponse EMPTY = new ReportResponse(List.of());

  /** A table that is whole. */
  public ReportResponse(List<Line> lines) {
    this(lines, List.of());
  }

  /**
   * A row of an answer.
   *
   * @param first the first Pacific day that it speaks of: its own, or the request's
   * @param cells in the order of the report's columns: String, Long, Double, BigDecimal with nine
   *     decimals, LocalDate, or null
   */
  public record Line(LocalDate first, List<@Nullable Object> cells) {}
}
