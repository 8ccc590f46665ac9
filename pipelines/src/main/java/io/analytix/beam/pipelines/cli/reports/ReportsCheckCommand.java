// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.plan.RunDates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code analytix reports check}: the verdicts on many queries, without asking Google. */
@Command(
    name = "check",
    header = "Validate many queries offline, one JSON object per line.",
    customSynopsis =
        "analytix reports check --cases=FILE [--mode=strict|warn|analytix]%n"
            + "                       [--clock=DAY]",
    description = {
      "",
      "Each line of FILE is a query: a JSON object with id, dimensions, metrics, filters, sort,"
          + " startDate, endDate, maxResults, startIndex, currency, includeHistoricalData,"
          + " scopes and contentOwner, all optional. For each line, prints whether a report type"
          + " serves the query, every broken rule, and the nearest valid query in the same"
          + " fields. A line that is not a query has the category NO_QUERY."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all queries were validated, valid or not",
      "1:wrong usage, or a line is not a query (the others are validated)"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix reports check --cases=queries.jsonl",
      "  analytix reports check --cases=queries.jsonl --mode=analytix",
      "  analytix reports check --cases=queries.jsonl | jq 'select(.suggestion)'"
    })
final class ReportsCheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      required = true,
      description = "The queries, one JSON object per line; - for standard input.")
  private Path cases = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "strict",
      description = {
        "strict: an unknown name or value is a violation. warn: unknown names and values are"
            + " accepted with a warning. analytix: the verdicts of analytix 5.5.0.",
        "Default: strict"
      })
  private CatalogueMode judge = CatalogueMode.STRICT;

  @Option(
      names = "--clock",
      paramLabel = "DAY",
      description = "The current day in Pacific time, or an instant, for queries without endDate.")
  private @Nullable String today;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    LocalDate lastDay = judge.lastDay(clock());
    String firstFault = null;
    int faults = 0;
    try (BufferedReader lines = open()) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = number == 1 ? withoutMark(line) : line;
        if (text.isBlank()) {
          continue;
        }
        String fault = judge(text, lastDay, out);
        if (fault != null) {
          faults++;
          firstFault = firstFault == null ? "line " + number + ": " + fault : firstFault;
        }
      }
    }
    out.flush();
    if (firstFault != null) {
      throw new UsageException(
          cases + ", " + firstFault + (faults > 1 ? " (and so on, " + faults + " lines)" : ""));
    }
    return 0;
  }

  /** Prints the verdict on a line; returns what is wrong with one that is no query. */
  private @Nullable String judge(String line, LocalDate lastDay, PrintWriter out) {
    JsonNode id = null;
    try {
      QueryCase one = QueryCase.parse(line);
      id = one.id();
      JsonOutput.printLine(CaseVerdict.of(id, judge.judge(one.query(lastDay)), judge), out);
      return null;
    } catch (IllegalArgumentException e) {
      String fault = String.valueOf(e.getMessage());
      JsonOutput.printLine(CaseVerdict.ofNoQuery(id, fault), out);
      return fault;
    }
  }

  private BufferedReader open() throws IOException {
    if (Files.isDirectory(cases)) {
      throw new UsageException("--cases is '" + cases + "', which is a folder: name a file");
    }
    try {
      InputStream bytes =
          cases.toString().equals("-")
              ? CommandStreams.surroundings(spec).input()
              : Files.newInputStream(cases);
      return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new UsageException("--cases: there is no file '" + cases + "'");
    }
  }

  /** Without the byte order mark that some editors put before a file. */
  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private Clock clock() {
    String said = today;
    if (said == null) {
      return CommandStreams.surroundings(spec).clock();
    }
    try {
      Instant now =
          said.contains("T")
              ? Instant.parse(said)
              : LocalDate.parse(said).atTime(12, 0).atZone(RunDates.PACIFIC).toInstant();
      return Clock.fixed(now, RunDates.PACIFIC);
    } catch (DateTimeException e) {
      throw new UsageException(
          "--clock is '" + said + "', but must be a day such as 2026-02-28, or an instant");
    }
  }
}
