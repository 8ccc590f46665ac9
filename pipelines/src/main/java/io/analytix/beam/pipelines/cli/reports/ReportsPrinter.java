// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells a person of reports. */
final class ReportsPrinter {
  private final PrintWriter out;
  private final AnsiColors paint;

  ReportsPrinter(PrintWriter out, AnsiColors paint) {
    this.out = out;
    this.paint = paint;
  }

  /** All reports, two or three lines each. */
  void print(List<ReportFacts> reports) {
    Table table =
        new Table(paint)
            .left("REPORT")
            .left("A REQUEST")
            .right("LOOK-BACK")
            .right("NIGHT")
            .right("YEAR");
    for (ReportFacts report : reports) {
      table
          .row(
              new Table.Cell(report.name(), paint::heading),
              report.requestCovers(),
              lookback(report),
              night(report),
              number(report.requestsPerYear()))
          .below(summary(report));
    }
    table.lines().forEach(out::println);
    out.println();
    out.println(
        TextWrap.paragraph(
            "A REQUEST asks for all days at once where the API takes the dimension day, elsewhere for"
                + " one. LOOK-BACK is how far back a run without dates asks. NIGHT: requests a"
                + " channel of such a run. YEAR: requests a channel to fill in a year ("
                + reports.get(0).year()
                + ").",
            0));
    out.println();
    out.println("Columns, query and cost of one: analytix reports NAME");
  }

  /** One report in full. */
  void print(ReportDetails details) {
    ReportFacts report = details.report();
    out.println(paint.heading(report.name()));
    if (!report.tells().isEmpty()) {
      out.println(TextWrap.paragraph(report.tells(), 2));
    }
    out.println();
    label("Requests", requests(report));
    label(
        "Look-back",
        report.requestsPerNight() == null
            ? "none: this report needs --startDate and --endDate"
            : lookback(report) + ", ending yesterday in Pacific time");
    label("Scope", report.scope() + (report.money() ? ", for money" : ""));
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
        ? "one a channel, for the dates of the run"
        : String.format(
            Locale.ROOT,
            "each asks for %s: %s a channel and night, %,d to fill in %d",
            report.requestCovers(),
            night(report),
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
        ? "not capped"
        : "the API gives " + report.maxRows() + " an answer at most: such an answer is TRUNCATED";
  }

  private void columns(List<ReportDetails.Column> columns) {
    Table table = new Table(paint).left("COLUMN").left("TYPE").left("DAYS ADD UP").left("UNIT");
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
    table.lines().forEach(out::println);
  }

  private void query(Map<String, String> query) {
    out.println(paint.heading("QUERY") + " of the newest request");
    out.println("  GET /v2/reports");
    query.forEach(
        (name, value) -> {
          List<String> lines = TextWrap.wrap(value, TextWrap.PAGE - 16);
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
