// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.ReportType;
import io.analytix.beam.catalogue.Warning;
import io.analytix.beam.report.Column;
import java.util.List;

/**
 * A whole answer, with typed cells.
 *
 * @param type the report type that served the query
 * @param query as it was sent: dates, metrics and order filled in
 * @param columns dimensions first, each in the order of the query
 * @param rows in the order of the query; none is an answer, too, of several causes: too few views,
 *     figures that are not there yet, a channel that had none
 * @param warnings what to know of such a query
 */
public record Report(
    ReportType type,
    ReportQuery query,
    List<Column> columns,
    List<ReportRow> rows,
    List<Warning> warnings) {

  /** How large a report is. */
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

  /** How many rows and columns it has. */
  public Shape shape() {
    return new Shape(rows.size(), columns.size());
  }

  /** Whether it has as many rows as were asked for at most, so that there may be more. */
  public boolean truncated() {
    return query.maxResults() > 0 && rows.size() == query.maxResults();
  }

  private List<String> names(Column.Kind kind) {
    return columns.stream().filter(one -> one.kind() == kind).map(Column::apiName).toList();
  }
}
