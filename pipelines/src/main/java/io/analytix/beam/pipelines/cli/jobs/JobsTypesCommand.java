// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.bulk.BulkColumn;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.pipelines.BulkConfiguration;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analytix jobs types}: lists the report types of bulk files. */
@Command(
    name = "types",
    header = "List the report types of bulk files, or describe one.",
    description = {
      "",
      "Without an id: the report types that YouTube generates for channels and content owners. With"
          + " an id: its columns with type and key, and what its codes mean; of a retired one the"
          + " successor. The list is from Google's documentation and may be older than the API:"
          + " 'analytix jobs list' asks the API. Sends no request and needs no account."
    },
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nReport type:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "1:there is no such report type"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix jobs types",
      "  analytix jobs types channel_reach_basic_a1",
      "  analytix jobs types --all --json | jq '.[].id'"
    })
final class JobsTypesCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The report type to describe.")
  private @Nullable String id;

  @Option(names = "--all", description = "Include retired and system-managed report types.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  /** A report type as JSON. */
  private record Type(
      String id,
      String name,
      String audience,
      boolean systemManaged,
      boolean monetary,
      String state,
      @Nullable String successor,
      @Nullable String announced,
      @Nullable String endedOn,
      List<Column> columns) {}

  /** A column as JSON. */
  private record Column(String name, String type, boolean key, Map<String, String> codes) {}

  @Override
  public Integer call() {
    PrintWriter out = CommandStreams.out(spec);
    CliEnvironment environment = CommandStreams.environment(spec);
    if (id != null) {
      BulkReportType type = BulkConfiguration.find(id);
      if (json) {
        JsonOutput.print(type(type), out);
      } else {
        print(type, out, environment);
      }
    } else {
      List<BulkReportType> types =
          BulkReportTypes.all().stream()
              .filter(
                  type ->
                      all
                          || (!type.systemManaged()
                              && type.state() != BulkReportType.State.RETIRED))
              .toList();
      if (json) {
        JsonOutput.print(types.stream().map(JobsTypesCommand::type).toList(), out);
      } else {
        print(types, out, environment);
      }
    }
    out.flush();
    return 0;
  }

  private void print(List<BulkReportType> types, PrintWriter out, CliEnvironment environment) {
    AnsiColors colors = environment.outColors();
    Table table =
        new Table(colors).left("REPORT TYPE").left("FOR").right("COLUMNS").left("CONTENT");
    for (BulkReportType type : types) {
      table.row(
          new Table.Cell(type.id(), colors::heading),
          audience(type),
          type.hasKnownColumns() ? type.columns().size() : "?",
          type.name() + remark(type));
    }
    table.lines(environment.outWidth()).forEach(out::println);
    out.println();
    if (!all) {
      out.println(
          TextWrap.paragraph(
              "--all adds retired report types, and those whose jobs only YouTube itself makes.",
              0));
    }
    out.println("Columns of a report type: analytix jobs types ID");
  }

  private static String remark(BulkReportType type) {
    return switch (type.state()) {
      case CURRENT -> "";
      case UNCLEAR -> "; may not exist: see 'analytix jobs list'";
      case RETIRED ->
          "; retired"
              + BulkReportTypes.lastSuccessor(type).map(next -> ", use " + next.id()).orElse("");
    };
  }

  private static String audience(BulkReportType type) {
    return type.audience() == BulkReportType.Audience.CHANNEL ? "channel" : "content owner";
  }

  private static void print(BulkReportType type, PrintWriter out, CliEnvironment environment) {
    AnsiColors colors = environment.outColors();
    out.println(colors.heading(type.id()));
    out.println(TextWrap.paragraph(type.name() + ", of a " + audience(type) + ".", 2));
    if (type.systemManaged()) {
      out.println(TextWrap.paragraph("Only YouTube itself makes jobs of it.", 2));
    }
    if (type.monetary()) {
      out.println(
          TextWrap.paragraph(
              "Money is in US dollars. Requires the scope yt-analytics-monetary.readonly.", 2));
    }
    Optional<BulkReportType> successor = BulkReportTypes.lastSuccessor(type);
    if (type.state() == BulkReportType.State.RETIRED) {
      out.println(
          TextWrap.paragraph(
              "Retired"
                  + (type.endedOn() == null ? "" : ": the last files are of " + type.endedOn())
                  + "."
                  + successor.map(next -> " Use " + next.id() + " instead.").orElse(""),
              2));
    } else if (type.state() == BulkReportType.State.UNCLEAR) {
      out.println(
          TextWrap.paragraph(
              "It may not exist: 'analytix jobs list' asks the API which versions it offers.", 2));
    }
    out.println();
    if (!type.hasKnownColumns()) {
      out.println("Its columns are not documented: they are taken from the files.");
      return;
    }
    Table table = new Table(colors).left("COLUMN").left("TYPE").left("KEY").left("CODES");
    for (BulkColumn column : type.columns()) {
      table.row(
          column.name(),
          column.type().name().toLowerCase(Locale.ROOT),
          column.key() ? "yes" : "",
          codes(column));
    }
    table.lines(environment.outWidth()).forEach(out::println);
  }

  private static String codes(BulkColumn column) {
    List<String> codes = new ArrayList<>();
    BulkReportTypes.codes(column.name()).forEach((code, name) -> codes.add(code + " " + name));
    return String.join(", ", codes);
  }

  private static Type type(BulkReportType type) {
    return new Type(
        type.id(),
        type.name(),
        type.audience().name(),
        type.systemManaged(),
        type.monetary(),
        type.state().name(),
        type.successor(),
        type.announced() == null ? null : type.announced().toString(),
        type.endedOn() == null ? null : type.endedOn().toString(),
        type.columns().stream()
            .map(
                column ->
                    new Column(
                        column.name(),
                        column.type().name(),
                        column.key(),
                        BulkReportTypes.codes(column.name())))
            .toList());
  }
}
