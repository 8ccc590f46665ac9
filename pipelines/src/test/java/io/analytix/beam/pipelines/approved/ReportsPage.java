// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.function.Function;

/** The guide's page of the built-in reports. */
final class ReportsPage {
  private static final String TABLE =
      """
      <!-- Made of the code by GuideTest: see CONTRIBUTING.md. -->
      # Reports

      The built-in reports; their names are stable. A report is a table with a row for each channel and each value
      of the columns named here; its other columns are metrics. [Columns](columns.md) says what each one is.

      A report with the `day` dimension is one request for all its dates, so a long look-back costs no more than a
      short one. Where the API has no such table, each day is a request. Money metrics stand in reports of their
      own, because one metric that a channel may not have fails the whole query; they need the scope
      `yt-analytics-monetary.readonly` and a channel that earns.

      | report | a row for each | requests of a channel | look-back | money |
      |---|---|---|---|---|
      """;

  private ReportsPage() {}

  static String text() {
    return TABLE + ofEach(ReportsPage::line) + ofEach(ReportsPage::section);
  }

  private static String ofEach(Function<ReportDefinition, String> text) {
    return Reports.builtInReports().stream().map(text).collect(joining());
  }

  private static String line(ReportDefinition report) {
    return "| [`%s`](#%s) | %s | %s | %d days | %s |\n"
        .formatted(
            report.name(),
            report.name(),
            code(ReportSchema.of(report).keys()),
            requests(report),
            report.lookbackDays(),
            report.monetary() ? "yes" : "");
  }

  private static String requests(ReportDefinition report) {
    RowCap cap = report.cap();
    String rows =
        cap == null
            ? ""
            : ", at most %d rows by %s"
                .formatted(cap.maxResults(), code(columnNames(cap.descending())));
    return switch (report.every()) {
      case DAY -> (report.byDay() ? ofDays(report) : "one a day") + rows;
      case MONTH -> "one a month" + rows;
      case RANGE -> "one" + rows;
      case SNAPSHOT -> report.isOfGroups() ? ofGroups(report) : "lists what there is";
    };
  }

  private static String ofDays(ReportDefinition report) {
    return report.ofEveryVideo() ? "two for all days of up to 500 videos" : "one for all days";
  }

  private static String ofGroups(ReportDefinition report) {
    return "one to tell whose they are, one for each 50 groups"
        + (report.isOfGroupItems() ? ", one for each group" : "");
  }

  private static String section(ReportDefinition report) {
    String only = report.filters().isEmpty() ? "" : " Only `" + report.filterParameter() + "`.";
    List<String> metrics =
        report.columns().stream()
            .filter(column -> column.kind() != Column.Kind.DIMENSION)
            .map(Column::columnName)
            .toList();
    return "\n## %s\n\n%s.%s\n".formatted(report.name(), code(metrics), only);
  }

  private static List<String> columnNames(List<String> apiNames) {
    return apiNames.stream().map(name -> Columns.find(name).orElseThrow().columnName()).toList();
  }

  private static String code(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
  }
}
