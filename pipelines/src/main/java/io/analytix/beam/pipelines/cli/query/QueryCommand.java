// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.UnknownNames;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.NetworkRequirement;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.query.AnalytixClient;
import io.analytix.beam.query.AnalytixException;
import io.analytix.beam.query.Report;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code analytix query}: fetches one report of one channel. */
@Command(
    name = "query",
    header = "Fetch one report of one channel, and print it or write it to a file.",
    customSynopsis =
        "analytix query --tokenRecords=LOCATION --clientSecrets=LOCATION%n"
            + "                [--channels=NAME] [--dimensions=LIST] [--metrics=LIST]%n"
            + "                [--format=FORMAT] [--output=FILE] [OPTIONS]",
    description = {
      "",
      "Checks the query before sending it; an invalid query is reported with the nearest valid one."
          + " Without dates the last day is yesterday, Pacific time, and the first day is 28 days"
          + " earlier. Sends one request, and retries it after transient errors."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nQuery and output:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the request succeeded, with or without rows",
      "1:wrong usage, or an invalid query",
      "2:the request failed",
      "3:the daily quota is used up"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix query --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json --channels=alpine-baker \\",
      "      --dimensions=day --metrics=views,likes",
      "  analytix query ... --dimensions=video --metrics=views --sort=-views \\",
      "      --maxResults=10 --output=top.csv",
      "  analytix query ... --dimensions=country --format=json | jq '.[0]'",
      "",
      "See also: analytix reports, for names; analytix run, for many channels."
    })
public final class QueryCommand extends OptionsCommand {

  private static final String METRICS = "--metrics";

  @Mixin private QueryOptions query = new QueryOptions();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "strict",
      description = "strict: reject unknown names. warn: send them. Default: strict")
  private UnknownNames level = UnknownNames.STRICT;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table, csv, tsv, json, xlsx or parquet. Default: by the extension of the file (.txt for"
              + " table), otherwise table.")
  private @Nullable ReportFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The output file; - for standard output. Default: print a table.")
  private @Nullable Path output;

  @Option(names = "--overwrite", description = "Replace an existing file.")
  private boolean overwrite;

  QueryCommand() {
    super(ACCOUNTS, "channels", "startDate", "endDate", "asOf");
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    ResultFile file =
        output == null || isStandardOutput() ? null : new ResultFile(output, overwrite);
    if (file != null) {
      file.check();
    }
    ReportFormat chosen = chosenFormat();
    try {
      Report report = fetch(request);
      printWarnings(report, chosen, err);
      if (file != null) {
        file.write(chosen.bytes(report));
      } else {
        print(report, chosen, out);
      }
      return ExitCode.OK;
    } catch (AnalytixException e) {
      err.println("analytix: " + PrintableText.of(String.valueOf(e.getMessage())));
      if (e instanceof AnalytixException.InvalidQuery) {
        return ExitCode.ERROR;
      }
      err.println(e.failure().remedy());
      e.alternative().ifPresent(query -> err.println("  " + commandWith(query)));
      return e.failure().cause() == Cause.QUOTA_DAY ? ExitCode.DEFERRED : ExitCode.PARTIAL;
    }
  }

  /** This command with the metrics of the query. */
  private String commandWith(ReportQuery query) {
    List<String> command = new ArrayList<>(List.of("analytix"));
    for (Iterator<String> given = arguments().iterator(); given.hasNext(); ) {
      String argument = given.next();
      if (argument.equals(METRICS)) {
        given.next();
      } else if (!argument.startsWith(METRICS + "=")) {
        command.add(shellWord(argument));
      }
    }
    command.add(METRICS + "=" + String.join(",", query.metrics()));
    return String.join(" ", command);
  }

  private static String shellWord(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private boolean isStandardOutput() {
    return output != null && output.toString().equals("-");
  }

  private ReportFormat chosenFormat() {
    ReportFormat chosen = format == null ? formatOfFile() : format;
    if (!chosen.isText()
        && (output == null || (isStandardOutput() && environment().outIsTerminal()))) {
      throw new UsageException(
          "--format="
              + chosen.name().toLowerCase(Locale.ROOT)
              + " is binary and cannot be printed to a terminal: set --output=FILE, or pipe"
              + " --output=- to a file");
    }
    return chosen;
  }

  private ReportFormat formatOfFile() {
    if (output == null || isStandardOutput()) {
      return ReportFormat.TABLE;
    }
    return ReportFormat.ofFile(output.toString())
        .orElseThrow(
            () ->
                new UsageException(
                    "--output is '"
                        + output
                        + "', whose extension is not a format (.txt, .csv, .tsv, .json, .xlsx,"
                        + " .parquet): add --format"));
  }

  private Report fetch(RunConfiguration request) throws IOException, AnalytixException {
    NetworkRequirement network = network(request, request.endpoints().apiRoot());
    network.beforeCredentials();
    ChannelRef channel = only(CredentialStores.channels(request).all());
    ReportQuery wanted = query.query(request.dates());
    if (channel.contentOwner() != null
        && channel.channelId() != null
        && !wanted.filters().containsKey("channel")) {
      wanted = wanted.toBuilder().where("channel", channel.channelId()).build();
    }
    try (AnalytixClient client =
        AnalytixClient.ofRecord(request.tokenStore(), request.client(), channel.tokenRecord())
            .withEndpoints(request.endpoints())
            .withLevel(level)
            .withClock(environment().clock())
            .open()) {
      client.check(wanted);
      network.beforeRequests();
      return client.fetchReport(wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the query was interrupted");
    }
  }

  /** The single channel of the query, also for a content owner. */
  private static ChannelRef only(List<ChannelRef> channels) {
    if (channels.size() > 1) {
      throw new UsageException(
          "--channels must name one of "
              + channels.stream()
                  .map(one -> one.contentOwner() == null ? one.tokenRecord() : one.channelId())
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    return channels.get(0);
  }

  /** Prints warnings about the report. */
  private static void printWarnings(Report report, ReportFormat chosen, PrintWriter err) {
    report
        .warnings()
        .forEach(warning -> err.println("warning: " + PrintableText.of(warning.message())));
    chosen.losses(report).forEach(loss -> err.println("warning: " + loss));
    if (report.rows().isEmpty()) {
      err.println("no rows: no activity, too few views, or data not yet available");
    }
    if (report.truncated()) {
      err.println("the response has --maxResults rows: there may be more");
    }
  }

  private void print(Report report, ReportFormat chosen, PrintWriter out) throws IOException {
    if (chosen == ReportFormat.TABLE && !isStandardOutput()) {
      int width = environment().outIsTerminal() ? environment().outWidth() : Integer.MAX_VALUE;
      TextTable.lines(report, environment().outColors(), width).forEach(out::println);
    } else if (chosen.isText()) {
      String text = new String(chosen.bytes(report), StandardCharsets.UTF_8);
      out.print(environment().outIsTerminal() ? PrintableText.ofLines(text) : text);
    } else {
      environment().output().write(chosen.bytes(report));
      environment().output().flush();
    }
  }
}
