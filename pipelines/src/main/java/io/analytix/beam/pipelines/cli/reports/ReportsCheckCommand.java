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

/** {@code analytix reports check}: checks queries against the report catalogue. */
@Command(
    name = "check",
    header = "Check queries without sending them; prints one JSON line for each.",
    customSynopsis =
        "analytix reports check --cases=FILE [--mode=strict|warn|analytix]%n"
            + "                       [--clock=DAY]",
    description = {
      "",
      "Each line of FILE is a query: a JSON object with id, dimensions, metrics, filters, sort,"
          + " startDate, endDate, maxResults, startIndex, currency, includeHistoricalData, scopes"
          + " and contentOwner, all of them optional. Each printed line says whether a report type"
          + " supports the query, and has all violated rules and the nearest valid query in the"
          + " same fields. A line that is not a query has the category NO_QUERY."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all queries checked, valid or not",
      "1:wrong usage, or a line is not a query (all others are checked)"
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
        "strict: the rules of the API; unknown names and values are violations. warn: unknown names"
            + " and values pass. analytix: the rules of analytix 5.5.0.",
        "Default: strict"
      })
  private CatalogueMode mode = CatalogueMode.STRICT;

  @Option(
      names = "--clock",
      paramLabel = "DAY",
      description =
          "The current day in Pacific time, for queries without endDate; also an instant.")
  private @Nullable String today;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    LocalDate lastDay = mode.lastDay(clock());
    String firstProblem = null;
    int problems = 0;
    try (BufferedReader lines = open()) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = number == 1 ? withoutMark(line) : line;
        if (text.isBlank()) {
          continue;
        }
        String problem = checkLine(text, lastDay, out);
        if (problem != null) {
          problems++;
          firstProblem = firstProblem == null ? "line " + number + ": " + problem : firstProblem;
        }
      }
    }
    out.flush();
    if (firstProblem != null) {
      throw new UsageException(
          cases + ", " + firstProblem + (problems > 1 ? "  (" + problems + " such lines)" : ""));
    }
    return 0;
  }

  /** Prints the result for a line; returns the problem of a line that is not a query. */
  private @Nullable String checkLine(String line, LocalDate lastDay, PrintWriter out) {
    JsonNode id = null;
    try {
      QueryCase one = QueryCase.parse(line);
      id = one.id();
      JsonOutput.printLine(CaseVerdict.of(id, mode.check(one.query(lastDay)), mode), out);
      return null;
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      JsonOutput.printLine(CaseVerdict.ofNoQuery(id, problem), out);
      return problem;
    }
  }

  private BufferedReader open() throws IOException {
    if (Files.isDirectory(cases)) {
      throw new UsageException("--cases is '" + cases + "', which is a folder: set it to a file");
    }
    try {
      InputStream bytes =
          cases.toString().equals("-")
              ? CommandStreams.environment(spec).input()
              : Files.newInputStream(cases);
      return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new UsageException("--cases is '" + cases + "', which does not exist");
    }
  }

  /** Removes the byte order mark that some editors write. */
  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private Clock clock() {
    String given = today;
    if (given == null) {
      return CommandStreams.environment(spec).clock();
    }
    try {
      Instant now =
          given.contains("T")
              ? Instant.parse(given)
              : LocalDate.parse(given).atTime(12, 0).atZone(RunDates.PACIFIC).toInstant();
      return Clock.fixed(now, RunDates.PACIFIC);
    } catch (DateTimeException e) {
      throw new UsageException(
          "--clock is '" + given + "', but must be a day such as 2026-02-28, or an instant");
    }
  }
}
