// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.UnknownNames;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.query.AnalytixClient;
import io.analytix.beam.query.AnalytixException;
import io.analytix.beam.query.Report;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code analytix query}: one report of one channel, now. */
@Command(
    name = "query",
    header = "Fetch one report of one channel, and print it or write it to a file.",
    customSynopsis =
        "analytix query --tokenRecords=WHERE --clientSecrets=WHERE%n"
            + "                [--channels=NAME] [--dimensions=LIST] [--metrics=LIST]%n"
            + "                [--format=FORMAT] [--output=FILE] [OPTIONS]",
    description = {
      "",
      "The query is validated before it is sent; every broken rule is printed with the nearest"
          + " valid query. Without dates, the last day is yesterday in Pacific time, and the"
          + " first is 28 days before it. Sends one request, and retries it after temporary"
          + " failures."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nQuery and output:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success, with rows or without",
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
  private static final int FAILED = 2;
  private static final int DEFERRED = 3;

  private static final Set<String> OPTIONS = Set.of("channels", "startDate", "endDate", "asOf");

  @Mixin private QueryOptions query = new QueryOptions();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "strict",
      description = "warn: accept names that the catalogue does not know. Default: strict")
  private UnknownNames level = UnknownNames.STRICT;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table, csv, tsv, json, xlsx or parquet. Default: by the file's extension (.txt: table),"
              + " or table.")
  private @Nullable ReportFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file for the report; - for standard output. Default: print it.")
  private @Nullable Path output;

  @Option(names = "--overwrite", description = "Replace an existing file.")
  private boolean overwrite;

  @Override
  public boolean takes(String option) {
    return isOfAccounts(option) || OPTIONS.contains(option);
  }

  @Override
  public int call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    ResultFile file =
        output == null || isStandardOutput() ? null : new ResultFile(output, overwrite);
    if (file != null) {
      file.check();
    }
    ReportFormat told = told();
    try {
      Report report = ask(request);
      tell(report, err);
      if (file != null) {
        file.write(told.bytes(report));
      } else {
        print(report, told, out);
      }
      return 0;
    } catch (AnalytixException e) {
      err.println("analytix: " + e.getMessage());
      if (e instanceof AnalytixException.InvalidQuery) {
        return Analytix.BROKEN;
      }
      err.println(e.failure().remedy());
      return e.failure().cause() == Cause.QUOTA_DAY ? DEFERRED : FAILED;
    }
  }

  private boolean isStandardOutput() {
    return output != null && output.toString().equals("-");
  }

  private ReportFormat told() {
    ReportFormat told = format == null ? toldByFile() : format;
    if (!told.isText() && (output == null || (isStandardOutput() && surroundings().watchedOut()))) {
      throw new UsageException(
          "--format="
              + told.name().toLowerCase(Locale.ROOT)
              + " is no text to look at: give --output=FILE, or --output=- and send it elsewhere");
    }
    return told;
  }

  private ReportFormat toldByFile() {
    if (output == null || isStandardOutput()) {
      return ReportFormat.TABLE;
    }
    return ReportFormat.ofFile(output.toString())
        .orElseThrow(
            () ->
                new UsageException(
                    "--output is '"
                        + output
                        + "', whose ending names no format (.txt, .csv, .tsv, .json, .xlsx,"
                        + " .parquet): add --format"));
  }

  private Report ask(RunConfiguration request) throws IOException, AnalytixException {
    ChannelRef channel = only(CredentialStores.channels(request));
    ReportQuery asked = query.query(request.dates());
    if (channel.contentOwner() != null
        && channel.channelId() != null
        && !asked.filters().containsKey("channel")) {
      asked = asked.toBuilder().where("channel", channel.channelId()).build();
    }
    try (AnalytixClient client =
        AnalytixClient.ofRecord(request.tokenStore(), request.client(), channel.tokenRecord())
            .withEndpoints(request.endpoints())
            .withLevel(level)
            .withClock(surroundings().clock())
            .open()) {
      return client.fetchReport(asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the query was interrupted");
    }
  }

  /** The one channel to ask: a content owner's query is of one channel, too. */
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

  /** What the rows alone do not say. */
  private static void tell(Report report, PrintWriter err) {
    report.warnings().forEach(warning -> err.println("warning: " + warning.message()));
    if (report.rows().isEmpty()) {
      err.println("no rows: too few views, figures that are not there yet, or nothing happened");
    }
    if (report.truncated()) {
      err.println("as many rows as --maxResults: there may be more");
    }
  }

  private void print(Report report, ReportFormat told, PrintWriter out) throws IOException {
    if (told == ReportFormat.TABLE && !isStandardOutput()) {
      TextTable.lines(report, surroundings().paintOut()).forEach(out::println);
    } else if (told.isText()) {
      out.print(new String(told.bytes(report), StandardCharsets.UTF_8));
    } else {
      surroundings().output().write(told.bytes(report));
      surroundings().output().flush();
    }
  }
}
