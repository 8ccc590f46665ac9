// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plans and runs 10,000 channels with every built-in report in a heap of 1 GiB. */
final class MemoryBenchmark implements Benchmark {
  private static final String HEAP = "-Xmx1g";

  /** The reports that {@link PlainGoogle} supports: it has no groups. */
  static final List<String> REPORTS =
      Reports.builtInReports().stream()
          .filter(report -> !report.source().isSnapshot() && report.each() == null)
          .map(ReportDefinition::name)
          .toList();

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    int channels = arguments.isEmpty() ? 10_000 : Integer.parseInt(arguments.get(0));
    Figures figures = new Figures();
    try (Server server = Server.start(0, 0)) {
      server.write(Server.channels(channels), folder);
      NightlyRun run = new NightlyRun(server, folder, REPORTS, "2026-03-01", "2026-03-01");
      Path output = folder.resolve("output");
      List<String> plan = new java.util.ArrayList<>(List.of("plan", "--json"));
      plan.addAll(run.options(output, "--queriesPerMinute=1000000"));
      long begun = System.nanoTime();
      Command.analytix(folder.resolve("plan"), plan).with(HEAP).run();
      Print.line(
          "planned %,d channels and %d reports with %s in %.0f s, %,d bytes",
          channels, REPORTS.size(), HEAP, since(begun), Files.size(folder.resolve("plan")));
      begun = System.nanoTime();
      run.command(output, "--queriesPerMinute=1000000", "--dataApiUnitsPerDay=1000000")
          .with(HEAP)
          .run();
      Print.line("run with %s in %.0f s", HEAP, since(begun));
      RequestCounts.Count count = server.count();
      figures.exactly("different reports", count.differentReports(), channels * requested());
      figures.exactly("requests", count.reports(), count.differentReports());
    }
    return figures.good();
  }

  /** Returns the requests of a channel and day. */
  static long requested() {
    return Reports.builtInReports().stream()
        .filter(report -> REPORTS.contains(report.name()) && !report.usesDataApi())
        .count();
  }

  private static double since(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
