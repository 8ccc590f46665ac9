// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.ReportType;
import io.analytix.beam.internal.youtube.QueryRequest;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import io.analytix.beam.report.ReportDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Creates the request of a valid query. */
final class QueryRequests {
  private QueryRequests() {}

  /** Sorts a query without {@code sort} by its dimensions, unless its report type is a top list. */
  static ReportQuery sorted(ReportQuery query, ReportType type) {
    return query.sort().isEmpty() && type.top() == null
        ? query.toBuilder().sort(query.dimensions()).build()
        : query;
  }

  /**
   * Creates the request of a query whose dates and metrics are set. Parameters without a value are
   * left out, because the API refuses empty ones.
   */
  static QueryRequest of(ReportQuery query, QueryAccount account) {
    DateRange dates =
        new DateRange(
            Objects.requireNonNull(query.startDate()), Objects.requireNonNull(query.endDate()));
    List<Column> columns = columns(query);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ids", account.ids(query.contentOwner()));
    parameters.put("startDate", dates.first().toString());
    parameters.put("endDate", dates.last().toString());
    parameters.put("metrics", String.join(",", query.metrics()));
    parameters.put("dimensions", String.join(",", query.dimensions()));
    parameters.put("filters", ReportDefinition.filterParameter(query.filters()));
    parameters.put("sort", String.join(",", query.sort()));
    parameters.put("maxResults", query.maxResults() == 0 ? "" : "" + query.maxResults());
    boolean money = columns.stream().anyMatch(Column::monetary);
    parameters.put("currency", money ? query.currency() : "");
    boolean historical = query.includeHistoricalChannelData() && query.contentOwner() != null;
    parameters.put("includeHistoricalChannelData", historical ? "true" : "");
    parameters.values().removeIf(String::isEmpty);
    return new QueryRequest(parameters, columns, dates, query.maxResults());
  }

  private static List<Column> columns(ReportQuery query) {
    List<Column> columns = new ArrayList<>();
    query.dimensions().forEach(name -> columns.add(column(name, Column.Kind.DIMENSION)));
    query.metrics().forEach(name -> columns.add(column(name, Column.Kind.METRIC)));
    return columns;
  }

  static boolean isMoney(String metric) {
    return column(metric, Column.Kind.METRIC).monetary();
  }

  private static Column column(String name, Column.Kind kind) {
    return Columns.find(name)
        .filter(column -> column.kind() == kind)
        .orElseGet(() -> Column.unknown(name, kind));
  }
}
