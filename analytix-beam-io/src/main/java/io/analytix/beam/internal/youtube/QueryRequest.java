// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.internal.response.ExpectedResponse;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A query of any kind, as it is sent.
 *
 * @param parameters the parameters of {@code GET /v2/reports} by name, not encoded; no value is
 *     empty
 * @param columns the requested columns, dimensions first; the response determines the type of a
 *     column that {@link io.analytix.beam.report.Columns} does not contain
 * @param dates the Pacific days, or first days of months, that the response may contain
 * @param maxRows maximum number of rows, 0 for any number
 */
public record QueryRequest(
    Map<String, String> parameters, List<Column> columns, DateRange dates, int maxRows) {
  public QueryRequest {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    columns = List.copyOf(columns);
  }

  /** Whether it has revenue metrics, which a single channel may lack. */
  boolean monetary() {
    return columns.stream().anyMatch(Column::monetary);
  }

  ExpectedResponse shape() {
    return new ExpectedResponse(columns, dates, maxRows);
  }
}
