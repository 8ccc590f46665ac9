// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.report.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete response to a {@link QueryRequest}, parsed and validated.
 *
 * @param columns in the order of the request, each with its type
 * @param rows cells in the order of the columns: String, Long, Double, BigDecimal with nine
 *     decimals, LocalDate, or null
 */
public record QueryResponse(List<Column> columns, List<List<@Nullable Object>> rows) {
  public QueryResponse {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
