// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sixty nights of runs against a server whose figures appear after three days, move on three more,
 * and whose money moves at the end of the month: the number of requests with each {@code
 * --refetch}, and the days that are not up to date afterwards.
 */
final class NightsBenchmark implements Benchmark {
  private static final LocalDate START = LocalDate.parse("2026-03-10");
  private static final int LAG = 3;
  private static final int MOVES = 3;
  private static final int CHANNELS = 2;

  /** Days of at least this age must be up to date. */
  private static final int SETTLED_AGE = 9;

  private static final String FORMER = "always, 5 days";

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    int nights = arguments.isEmpty() ? 60 : Integer.parseInt(arguments.get(0));
    Figures figures = new Figures();
    Map<String, List<String>> rules = new LinkedHashMap<>();
    rules.put(FORMER, List.of("--refetch=always", "--lookbackDays=5"));
    rules.put("always", List.of("--refetch=always"));
    rules.put("changed", List.of());
    rules.put("settled", List.of("--refetch=settled"));
    if (arguments.size() > 1) {
      rules.keySet().retainAll(arguments.subList(1, arguments.size()));
    }
    Map<String, Double> perNight = new LinkedHashMap<>();
    try (Server server = Server.start(0, 0)) {
      server.write(Server.channels(CHANNELS), folder);
      LocalDate end = START.plusDays(nights - 1L);
      Path truth = folder.resolve("truth");
      server.revise(end, LAG, MOVES);
      analytix(server, folder, truth, "--startDate=" + START, "--endDate=" + end.minusDays(1));
      for (Map.Entry<String, List<String>> rule : rules.entrySet()) {
        Path output = folder.resolve(rule.getKey().replaceAll("\\W", ""));
        perNight.put(rule.getKey(), nights(server, folder, output, nights, rule));
        long stale = 0;
        for (ReportDefinition report : reports()) {
          stale +=
              TableComparison.differentDays(
                  output, truth, report.name(), START, end.minusDays(SETTLED_AGE));
        }
        Print.line(
            "%s: %d of %d channel days older than 8 days are stale",
            rule.getKey(), stale, (long) reports().size() * CHANNELS * (nights - SETTLED_AGE));
        if (!rule.getKey().equals(FORMER)) {
          figures.exactly("stale days, " + rule.getKey(), stale, 0);
        }
      }
    }
    compare("changed", perNight, 0.9, figures);
    compare("settled", perNight, 0.6, figures);
    return figures.good();
  }

  private static void compare(
      String rule, Map<String, Double> perNight, double bound, Figures figures) {
    Double former = perNight.get(FORMER);
    Double each = perNight.get(rule);
    if (former != null && each != null) {
      figures.atMost(rule + " / former default", each / former, bound);
    }
  }

  private static List<ReportDefinition> reports() {
    return Reports.builtInReports().stream()
        .filter(report -> report.every() == TimeGrain.DAY)
        .filter(report -> report.source() == ReportSource.QUERY)
        .toList();
  }

  /** Returns the requests per channel and night, without the first night. */
  private static double nights(
      Server server, Path folder, Path output, int nights, Map.Entry<String, List<String>> rule)
      throws IOException, InterruptedException {
    long before = server.count().reports();
    long afterFirst = 0;
    for (int night = 0; night < nights; night++) {
      LocalDate today = START.plusDays(night);
      server.revise(today, LAG, MOVES);
      List<String> options = new ArrayList<>(rule.getValue());
      options.add("--asOf=" + today + "T20:00:00Z");
      analytix(server, folder, output, options.toArray(String[]::new));
      if (night == 0) {
        afterFirst = server.count().reports();
      }
    }
    double each = (double) (server.count().reports() - afterFirst) / CHANNELS / (nights - 1);
    Print.line(
        "%s: %.1f requests per channel in the first night, %.2f in each later one",
        rule.getKey(), (double) (afterFirst - before) / CHANNELS, each);
    return each;
  }

  private static void analytix(Server server, Path folder, Path output, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "run",
                "--tokenRecords=file:" + folder.resolve("tokens"),
                "--clientSecrets=file:" + folder.resolve("client.json"),
                "--youtubeAnalyticsEndpoint=" + server.root(),
                "--youtubeDataEndpoint=" + server.root(),
                "--reports=" + String.join(",", reports().stream().map(r -> r.name()).toList()),
                "--queriesPerMinute=1000000",
                "--queriesPerDay=100000000",
                "--output=" + output));
    line.addAll(List.of(more));
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    int exitCode =
        Analytix.run(
            CliEnvironment.withoutTerminal(Clock.systemUTC()),
            out,
            out,
            line.toArray(String[]::new));
    if (exitCode != 0) {
      throw new IllegalStateException("exit code " + exitCode + ":\n" + printed);
    }
  }
}
