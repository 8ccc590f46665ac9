// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.ReportType;
import io.analytix.beam.catalogue.Warning;
import io.analytix.beam.report.Column;
import java.util.List;

/**
 * The complete response to a query, with typed cells.
 *
 * @param type the report type that served the query
 * @param query as it was sent, with dates, metrics and sort order set
 * @param columns dimensions first, each in the order of the query
 * @param rows in the order of the query. An empty list has several causes: too few views, figures
 *     that are not available yet, or a channel without any
 * @param warnings warnings of the check of the query
 */
public record Report(
    ReportType type,
    ReportQuery query,
    List<Column> columns,
    List<ReportRow> rows,
    List<Warning> warnings) {

  /** The size of a report. */
  public record Shape(int rows, int columns) {}

  public Report {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }

  /** The dimensions' API names, in the order of the columns. */
  public List<String> dimensions() {
    return names(Column.Kind.DIMENSION);
  }

  /** The metrics' API names, in the order of the columns. */
  public List<String> metrics() {
    return names(Column.Kind.METRIC);
  }

  /** The number of rows and columns. */
  public Shape shape() {
    return new Shape(rows.size(), columns.size());
  }

  /** Whether it has {@code maxResults} rows, so that more rows may exist. */
  public boolean truncated() {
    return query.maxResults() > 0 && rows.size() == query.maxResults();
  }

  private List<String> names(Column.Kind kind) {
    return columns.stream().filter(column -> column.kind() == kind).map(Column::apiName).toList();
  }
}
