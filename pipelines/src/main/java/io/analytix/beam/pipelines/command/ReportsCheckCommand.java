// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.plan.Dates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
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
    header = "Judge many queries without asking Google: one JSON line each.",
    customSynopsis =
        "analytix reports check --cases=FILE [--mode=strict|warn|analytix]%n"
            + "                       [--clock=DAY]",
    description = {
      "",
      "Each line of FILE is a query: a JSON object with id, dimensions, metrics, filters, sort,"
          + " startDate, endDate, maxResults, startIndex, currency, includeHistoricalData, scopes"
          + " and contentOwner, of which any may be left out. A line is printed for each:"
          + " whether a report type serves it, every rule that is broken, and the nearest"
          + " valid query in the same fields."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all judged, valid or not", "1:wrong usage, or a line that is no query"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix reports check --cases=queries.jsonl",
      "  analytix reports check --cases=queries.jsonl --mode=analytix",
      "  analytix reports check --cases=queries.jsonl | jq 'select(.suggestion)'",
      "",
      "Read on: src/site/catalogue.md"
    })
final class ReportsCheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      required = true,
      description = "The queries, one JSON object a line.")
  private Path cases = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "strict",
      description = {
        "strict: by what is known of the API; an unknown name or value is a violation. warn: unknown"
            + " names and values pass. analytix: as analytix 5.5.0 judges.",
        "Default: strict"
      })
  private Judge judge = Judge.STRICT;

  @Option(
      names = "--clock",
      paramLabel = "DAY",
      description =
          "The day, Pacific time, that is today for queries without endDate; an instant, too.")
  private @Nullable String today;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Consoles.out(spec);
    LocalDate lastDay = judge.lastDay(clock());
    try (BufferedReader lines = Files.newBufferedReader(cases)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          Json.printLine(judged(line, number, lastDay), out);
        }
      }
    } catch (NoSuchFileException e) {
      throw new UsageException("--cases: there is no file '" + cases + "'");
    }
    out.flush();
    return 0;
  }

  private CaseVerdict judged(String line, int number, LocalDate lastDay) {
    try {
      QueryCase one = QueryCase.parse(line, lastDay);
      return CaseVerdict.of(one.id(), judge.judge(one.query()), judge);
    } catch (IllegalArgumentException e) {
      throw new UsageException(cases + ", line " + number + ": " + e.getMessage());
    }
  }

  private Clock clock() {
    String said = today;
    if (said == null) {
      return Consoles.surroundings(spec).clock();
    }
    try {
      Instant now =
          said.contains("T")
              ? Instant.parse(said)
              : LocalDate.parse(said).atTime(12, 0).atZone(Dates.PACIFIC).toInstant();
      return Clock.fixed(now, Dates.PACIFIC);
    } catch (DateTimeException e) {
      throw new UsageException(
          "--clock is '" + said + "', but must be a day such as 2026-02-28, or an instant");
    }
  }
}
