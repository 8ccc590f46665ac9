// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the number of requests of the built-in reports for one channel, by {@code plan} and by
 * the server's count, with the minimum that the API's rules allow: one for all days with the
 * dimension {@code day}, otherwise one per day.
 */
final class CostBenchmark implements Benchmark {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Figures figures = new Figures();
    measure("2025-03-07", "2026-03-06", 365, folder.resolve("year"), figures);
    measure("2026-02-21", "2026-03-06", 14, folder.resolve("night"), figures);
    return figures.good();
  }

  private static void measure(String first, String last, int days, Path folder, Figures figures)
      throws IOException, InterruptedException {
    List<String> reports =
        Reports.builtInReports().stream()
            .filter(report -> report.source() == ReportSource.QUERY)
            .map(ReportDefinition::name)
            .toList();
    try (Server server = Server.start(1, 0)) {
      server.write(Server.channels(1), folder);
      NightlyRun run = new NightlyRun(server, folder, reports, first, last);
      Path output = folder.resolve("output");
      List<String> plan = new ArrayList<>(List.of("plan", "--json"));
      plan.addAll(run.options(output));
      JsonNode planned = JSON.readTree(json(Command.analytix(folder.resolve("plan"), plan).run()));
      long fewest = 0;
      for (JsonNode report : planned.get("reports")) {
        String name = report.get("report").asText();
        long needed = fewest(Reports.find(name).orElseThrow(), days);
        fewest += needed;
        Print.line("  %-26s %4d requests for %d days", name, report.get("requests").asLong(), days);
        figures.exactly(name, report.get("requests").asLong(), needed);
      }
      run.command(output, "--queriesPerMinute=100000").run();
      figures.exactly(
          "planned, " + days + " days", planned.get("total").get("requests").asLong(), fewest);
      figures.exactly("sent, " + days + " days", server.count().reports(), fewest);
    }
  }

  /** Skips the JVM's line about its options. */
  private static String json(String printed) {
    return printed.substring(printed.indexOf('{'));
  }

  private static long fewest(ReportDefinition report, int days) {
    return report.dimensions().contains("day") ? 1 : days;
  }
}
