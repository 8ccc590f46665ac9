// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import io.analytix.beam.pipelines.ReportsFile;
import io.analytix.beam.pipelines.Suggestions;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analytix reports}: lists the reports and their request cost. */
@Command(
    name = "reports",
    header = "List the available reports, or describe one.",
    description = {
      "",
      "Without a name: the description, dimensions and number of requests of each report. With a"
          + " name: its columns with type, unit and whether days may be added up, and its query."
          + " Sends no request and needs no account."
    },
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nReport:%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = ReportsCheckCommand.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "1:there is no such report"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix reports",
      "  analytix reports geography_daily",
      "  analytix reports --reportsFile=my-reports.yaml my_report",
      "  analytix reports channel_daily --json | jq '.columns[].name'",
      "  analytix reports check --cases=queries.jsonl",
      "",
      "A file for --reportsFile; each row is a day, unless 'every' is month or range:",
      "  reports:",
      "    - name: us_states_daily",
      "      dimensions: [province]",
      "      metrics: [views, estimatedMinutesWatched]",
      "      filters: {country: US}",
      "      every: day"
    })
public final class ReportsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The report to describe.")
  private @Nullable String name;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Option(
      names = "--reportsFile",
      paramLabel = "PATH",
      description = "Include the custom reports of this YAML file.")
  private @Nullable String reportsFile;

  @Override
  public Integer call() {
    PrintWriter out = CommandStreams.out(spec);
    LocalDate yesterday = RunDates.yesterday(CommandStreams.environment(spec).clock());
    List<ReportDefinition> reports = new ArrayList<>(Reports.builtInReports());
    if (reportsFile != null) {
      reports.addAll(ReportsFile.read(reportsFile));
    }
    ReportsPrinter printer = new ReportsPrinter(out, CommandStreams.environment(spec));
    if (name == null) {
      List<ReportFacts> facts =
          reports.stream().map(report -> ReportFacts.of(report, yesterday)).toList();
      print(facts, printer::print, out);
    } else {
      print(ReportDetails.of(find(name, reports), yesterday), printer::print, out);
    }
    out.flush();
    return 0;
  }

  private <T> void print(T value, Consumer<T> printer, PrintWriter out) {
    if (json) {
      JsonOutput.print(value, out);
    } else {
      printer.accept(value);
    }
  }

  private static ReportDefinition find(String name, List<ReportDefinition> reports) {
    return reports.stream()
        .filter(report -> report.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, reports.stream().map(ReportDefinition::name).toList()));
  }

  private static UsageException unknown(String name, List<String> names) {
    return new UsageException(
        "there is no report '"
            + name
            + "'"
            + Suggestions.similar(name, names)
                .map(near -> ": did you mean " + near + "?")
                .orElse(": 'analytix reports' lists them"));
  }
}
