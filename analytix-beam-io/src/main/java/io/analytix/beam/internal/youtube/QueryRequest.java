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
 * One HTTP query of any kind, as it is sent.
 *
 * @param parameters of {@code GET /v2/reports} by name, not encoded yet; none is empty
 * @param columns those that are asked for, dimensions first; the type of one that {@link
 *     io.analytix.beam.report.Columns} does not know is told by the answer
 * @param dates the Pacific days, or the firsts of months, that the answer may speak of
 * @param mostRows how many rows are asked for at most, 0 for any number
 */
public record QueryRequest(
    Map<String, String> parameters, List<Column> columns, DateRange dates, int mostRows) {
  public QueryRequest {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    columns = List.copyOf(columns);
  }

  /** Whether it asks for money, which a channel may lack by itself. */
  boolean monetary() {
    return columns.stream().anyMatch(Column::monetary);
  }

  ExpectedResponse shape() {
    return new ExpectedResponse(columns, dates, mostRows);
  }
}
