// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Compares the tables of the local runner and of embedded Flink, which must be equal. */
final class FlinkBenchmark implements Benchmark {
  private static final int CHANNELS = 40;
  private static final List<String> REPORTS =
      List.of("channel_daily", "geography_daily", "channel_revenue_daily");

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Figures figures = new Figures();
    try (Server server = Server.start(5, 0)) {
      server.write(Server.channels(CHANNELS), folder);
      NightlyRun run = new NightlyRun(server, folder, REPORTS, "2026-02-20", "2026-03-05");
      Path direct = folder.resolve("direct");
      Path flink = folder.resolve("flink");
      run.command(direct, "--queriesPerMinute=100000").run();
      run.pipeline(flink, "--queriesPerMinute=100000", "--runner=FlinkRunner", "--parallelism=2")
          .run();
      for (String report : REPORTS) {
        Print.line("%s: %,d rows", report, TableComparison.count(direct, report));
        figures.exactly(
            "rows of one output only, " + report,
            TableComparison.differences(direct, flink, report),
            0);
      }
      RequestCounts.Count count = server.count();
      figures.exactly("requests, twice each", count.reports(), 2 * count.differentReports());
    }
    return figures.good();
  }
}
