// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the tables of the local runner and of another one, in its own process, which must be
 * equal.
 *
 * @param jvmOptions of the process of the runner
 * @param options which select the runner
 */
record RunnerBenchmark(String jvmOptions, List<String> options) implements Benchmark {
  private static final int CHANNELS = 40;
  private static final List<String> REPORTS =
      List.of("channel_daily", "geography_daily", "channel_revenue_daily");

  /** Embedded Flink. */
  static RunnerBenchmark flink() {
    return new RunnerBenchmark("", List.of("--runner=FlinkRunner", "--parallelism=2"));
  }

  /** Spark with a local master. It uses inner packages of the JDK. */
  static RunnerBenchmark spark() {
    String open =
        Stream.of("lang", "lang.invoke", "nio", "util", "util.concurrent")
            .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED ")
            .collect(joining());
    return new RunnerBenchmark(
        open + "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        List.of("--runner=SparkRunner", "--sparkMaster=local[2]"));
  }

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Figures figures = new Figures();
    try (Server server = Server.start(5, 0)) {
      server.write(Server.channels(CHANNELS), folder);
      NightlyRun run = new NightlyRun(server, folder, REPORTS, "2026-02-20", "2026-03-05");
      Path direct = folder.resolve("direct");
      Path other = folder.resolve("other");
      run.command(direct, "--queriesPerMinute=100000").run();
      List<String> all = new ArrayList<>(options);
      all.add("--queriesPerMinute=100000");
      run.pipeline(other, all.toArray(String[]::new)).with(jvmOptions).run();
      for (String report : REPORTS) {
        Print.line("%s: %,d rows", report, TableComparison.count(direct, report));
        figures.exactly(
            "rows of one output only, " + report,
            TableComparison.differences(direct, other, report),
            0);
      }
      RequestCounts.Count count = server.count();
      figures.exactly("requests, twice each", count.reports(), 2 * count.differentReports());
    }
    return figures.good();
  }
}
