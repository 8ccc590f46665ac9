// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.pipelines.NearestName;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.plan.Dates;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analytix reports}: what can be asked for, and what it costs. */
@Command(
    name = "reports",
    header = "List the built-in reports, or tell all about one.",
    description = {
      "",
      "Without a name: what each report tells, its dimensions, and how many requests it costs."
          + " With a name: its columns with type, unit and whether days may be added up, and the"
          + " query that is sent. Asks nobody and needs no account."
    },
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nReport:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:told", "1:there is no such report"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix reports",
      "  analytix reports geography_daily",
      "  analytix reports channel_daily --json | jq '.columns[].name'",
      "",
      "Read on: src/site/start.md"
    })
final class ReportsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The report to tell all about.")
  private @Nullable String name;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Consoles.out(spec);
    LocalDate yesterday = Dates.yesterday(Consoles.surroundings(spec).clock());
    if (name == null) {
      list(yesterday, out);
    } else {
      detail(find(name), yesterday, out);
    }
    out.flush();
    return 0;
  }

  private void list(LocalDate yesterday, PrintWriter out) {
    List<ReportFacts> reports =
        Reports.builtInReports().stream().map(report -> ReportFacts.of(report, yesterday)).toList();
    if (json) {
      Json.print(reports, out);
    } else {
      printer(out).print(reports);
    }
  }

  private void detail(ReportDefinition report, LocalDate yesterday, PrintWriter out) {
    ReportDetails details = ReportDetails.of(report, yesterday);
    if (json) {
      Json.print(details, out);
    } else {
      printer(out).print(details);
    }
  }

  private ReportsPrinter printer(PrintWriter out) {
    return new ReportsPrinter(out, Consoles.surroundings(spec).paintOut());
  }

  private static ReportDefinition find(String name) {
    return Reports.find(name).orElseThrow(() -> unknown(name));
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "there is no built-in report '"
            + name
            + "'"
            + NearestName.to(name, Reports.names())
                .map(near -> ": did you mean " + near + "?")
                .orElse(": 'analytix reports' lists them"));
  }
}
