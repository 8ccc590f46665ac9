// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints reports. */
final class ReportsPrinter {
  private final PrintWriter out;
  private final AnsiColors colors;
  private final int width;

  ReportsPrinter(PrintWriter out, CliEnvironment environment) {
    this.out = out;
    this.colors = environment.outColors();
    this.width = environment.outWidth();
  }

  /** Prints all reports, two or three lines each. */
  void print(List<ReportFacts> reports) {
    Table table =
        new Table(colors)
            .left("REPORT")
            .left("A REQUEST")
            .right("LOOK-BACK")
            .right("NIGHT")
            .right("YEAR");
    for (ReportFacts report : reports) {
      table
          .row(
              new Table.Cell(report.name(), colors::heading),
              report.requestCovers(),
              lookback(report),
              night(report),
              number(report.requestsPerYear()))
          .below(summary(report));
    }
    table.lines(width).forEach(out::println);
    out.println();
    out.println(
        TextWrap.paragraph(
            "A REQUEST covers all days if the report supports the dimension day, otherwise one day."
                + " LOOK-BACK: days that a run without dates fetches. NIGHT: requests per channel"
                + " of such a run, at most: a request for one day is sent if the day has changed."
                + " YEAR: requests per channel to fetch a whole year ("
                + reports.get(0).year()
                + ").",
            0,
            width));
    out.println();
    out.println("Details of a report: analytix reports NAME");
  }

  /** Prints one report with its columns and its query. */
  void print(ReportDetails details) {
    ReportFacts report = details.report();
    out.println(colors.heading(report.name()));
    if (!report.tells().isEmpty()) {
      out.println(TextWrap.paragraph(report.tells(), 2, width));
    }
    out.println();
    label("Requests", requests(report));
    label(
        "Look-back",
        report.requestsPerNight() == null
            ? "none: this report requires --startDate and --endDate"
            : lookback(report) + ", ending yesterday in Pacific time");
    label("Scope", report.scope() + (report.money() ? ", for revenue" : ""));
    label("Rows", rows(report));
    out.println();
    columns(details.columns());
    out.println();
    query(details.query());
  }

  private static String summary(ReportFacts report) {
    String by =
        report.dimensions().isEmpty()
            ? "Without dimensions."
            : "By " + String.join(", ", report.dimensions()) + ".";
    return report.tells().isEmpty() ? by : report.tells() + " " + by;
  }

  private static String requests(ReportFacts report) {
    return report.requestsPerNight() == null
        ? "one per channel, for the dates of the run"
        : String.format(
            Locale.ROOT,
            "each covers %s: %s per channel and night, %,d per channel for %d",
            report.requestCovers(),
            (report.requestCovers().equals("one day") ? "up to " : "") + night(report),
            report.requestsPerYear(),
            report.year());
  }

  private static String night(ReportFacts report) {
    Integer requests = report.requestsPerNight();
    return requests == null ? "none" : number(requests);
  }

  private static String lookback(ReportFacts report) {
    return report.requestsPerNight() == null ? "none" : report.lookbackDays() + " days";
  }

  private static String rows(ReportFacts report) {
    return report.maxRows() == null
        ? "no limit"
        : "at most " + report.maxRows() + " per response; such a response has status TRUNCATED";
  }

  private void columns(List<ReportDetails.Column> columns) {
    Table table = new Table(colors).left("COLUMN").left("TYPE").left("DAYS ADD UP").left("UNIT");
    for (ReportDetails.Column column : columns) {
      Boolean addUp = column.daysAddUp();
      String unit = column.unit();
      table
          .row(
              column.name(),
              column.type(),
              addUp == null ? "" : addUp ? "yes" : "no",
              unit == null ? "" : unit)
          .below(
              column.apiName() == null
                  ? column.description()
                  : column.apiName() + ": " + column.description());
    }
    table.lines(width).forEach(out::println);
  }

  private void query(Map<String, String> query) {
    out.println(colors.heading("QUERY") + " of the latest request");
    out.println("  GET /v2/reports");
    query.forEach(
        (name, value) -> {
          List<String> lines = TextWrap.wrap(value, width - 16);
          label(name, lines.get(0));
          lines.stream().skip(1).forEach(line -> label("", line));
        });
  }

  private void label(String name, String value) {
    out.printf("  %-14s%s%n", name, value);
  }

  private static String number(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
