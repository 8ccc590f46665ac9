// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import io.analytix.beam.report.Glossary;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema.Field;

/** The guide's page of all columns. */
final class ColumnsPage {
  private static final String BEGINNING =
      """
      <!-- Made of the code by GuideTest: see CONTRIBUTING.md. -->
      # Columns

      The names of columns are the API's names in snake_case. Types are those of the Parquet files; absent is null
      or no row, never zero. What stands in no [built-in report](reports.md) may be asked for by a report of your
      own.

      ## In every table

      | column | what it is |
      |---|---|
      """;

  private static final String DIMENSIONS =
      """

      ## Dimensions

      Part of a row's key. A day is a day in Pacific time.

      | column | the API's name | type | reports |
      |---|---|---|---|
      """;

  private static final String METRICS =
      """

      ## Metrics

      Only figures whose days add up may be summed over days; the others, averages and rates above all, have to be
      asked for anew for another stretch of time.

      | column | the API's name | type | unit | days add up | money | reports |
      |---|---|---|---|---|---|---|
      """;

  private static final String LISTS =
      """

      ## Lists

      What lists tell of videos and groups as they are now. These stand in no query, so no report of your own has
      them.

      | column | the API's name | type | what it is | reports |
      |---|---|---|---|---|
      """;

  private ColumnsPage() {}

  static String text() {
    return BEGINNING
        + inEveryTable()
        + DIMENSIONS
        + lines(Column.Kind.DIMENSION)
        + METRICS
        + lines(Column.Kind.METRIC)
        + LISTS
        + ofLists();
  }

  private static String inEveryTable() {
    ReportDefinition any = Reports.builtInReports().iterator().next();
    List<String> its = any.columns().stream().map(Column::columnName).toList();
    return ReportSchema.of(any).schema().getFields().stream()
        .filter(field -> !its.contains(field.getName()))
        .map(ColumnsPage::line)
        .collect(joining());
  }

  private static String line(Field field) {
    return "| `%s` | %s |\n".formatted(field.getName(), field.getDescription());
  }

  private static String lines(Column.Kind kind) {
    return Columns.all().values().stream()
        .filter(column -> column.kind() == kind)
        .map(column -> "| " + String.join(" | ", cells(column)) + " |\n")
        .collect(joining());
  }

  private static String ofLists() {
    return Reports.builtInReports().stream()
        .flatMap(report -> report.columns().stream())
        .filter(column -> Columns.find(column.apiName()).isEmpty())
        .distinct()
        .map(column -> "| " + String.join(" | ", ofList(column)) + " |\n")
        .collect(joining());
  }

  private static List<String> ofList(Column column) {
    return List.of(
        "`" + column.columnName() + "`",
        "`" + column.apiName() + "`",
        type(column),
        Glossary.ofColumn(column.apiName()).orElse(""),
        reports(column));
  }

  private static List<String> cells(Column column) {
    String name = "`" + column.columnName() + "`";
    String apiName = "`" + column.apiName() + "`";
    return column.kind() == Column.Kind.DIMENSION
        ? List.of(name, apiName, type(column), reports(column))
        : List.of(
            name,
            apiName,
            type(column),
            column.unit(),
            column.summableOverDays() ? "yes" : "",
            column.monetary() ? "yes" : "",
            reports(column));
  }

  private static String type(Column column) {
    return switch (column.type()) {
      case STRING -> "STRING";
      case DATE, MONTH -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
      case INTEGER -> "INT64";
      case FLOAT -> "DOUBLE";
      case MONEY -> "DECIMAL(38,9)";
    };
  }

  private static String reports(Column column) {
    return Reports.builtInReports().stream()
        .filter(report -> ReportSchema.of(report).schema().hasField(column.columnName()))
        .map(report -> "[%s](reports.md#%s)".formatted(report.name(), report.name()))
        .collect(joining(", "));
  }
}
