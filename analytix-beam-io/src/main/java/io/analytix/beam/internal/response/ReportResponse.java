// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import io.analytix.beam.plan.ReportRequest;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete response, parsed and validated.
 *
 * @param more requests that must also be sent before the table is complete
 */
public record ReportResponse(List<Line> lines, List<ReportRequest> more) {
  /** A complete table without rows. */
  public static final ReportResponse EMPTY = new ReportResponse(List.of());

  /** Creates a complete table. */
  public ReportResponse(List<Line> lines) {
    this(lines, List.of());
  }

  /**
   * A row of a response.
   *
   * @param first the first Pacific day that the row covers: its own, or the request's
   * @param cells the cells, in the order of the report's columns: String, Long, Double, BigDecimal
   *     with nine decimals, LocalDate, or null
   */
  public record Line(LocalDate first, List<@Nullable Object> cells) {}
}
