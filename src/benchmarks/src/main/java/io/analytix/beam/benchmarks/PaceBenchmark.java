// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Compares the run time with the minimum that a quota allows. The server refuses requests over the
 * quota in any 60 seconds. On one thread and several, on another runner, and killed and restarted.
 */
final class PaceBenchmark implements Benchmark {
  private static final int PER_MINUTE = 600;
  private static final int CHANNELS = 750;
  private static final List<String> REPORTS = List.of("channel_daily", "traffic_source_daily");
  private static final long LATENCY = 80;

  /** A way to run the pipeline. */
  @FunctionalInterface
  private interface Way {
    void run(NightlyRun run, Path output) throws Exception;
  }

  private static Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    for (int threads : List.of(1, 2, 8)) {
      ways.put(
          "direct-" + threads,
          (run, output) -> run.command(output, "--targetParallelism=" + threads).run());
    }
    ways.put(
        "flink-2",
        (run, output) -> run.pipeline(output, "--runner=FlinkRunner", "--parallelism=2").run());
    ways.put("killed", PaceBenchmark::killed);
    return ways;
  }

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Figures figures = new Figures();
    List<String> names = arguments.isEmpty() ? List.copyOf(ways().keySet()) : arguments;
    for (String name : names) {
      Way way = ways().get(name);
      if (way == null) {
        throw new IOException("unknown way: " + name + "; known are " + ways().keySet());
      }
      measure(name, way, folder.resolve(name), figures);
    }
    return figures.good();
  }

  private static void measure(String name, Way way, Path folder, Figures figures) throws Exception {
    try (Server server = Server.start(LATENCY, PER_MINUTE)) {
      server.write(Server.channels(CHANNELS), folder);
      way.run(
          new NightlyRun(server, folder, REPORTS, "2026-03-01", "2026-03-14"),
          folder.resolve("output"));
      RequestCounts.Count count = server.count();
      double allowed = count.reports() * 60.0 / PER_MINUTE;
      Print.line(
          "%s: %,d requests in %.1f s, the quota allows %.1f s; fullest minute %d",
          name, count.reports(), count.reportSeconds(), allowed, count.fullestMinute());
      figures.exactly("rate answers, " + name, count.tooMany(), 0);
      figures.exactly("different reports, " + name, count.differentReports(), 2 * CHANNELS);
      figures.atMost("run / quota, " + name, count.reportSeconds() / allowed, 1.03);
    }
  }

  /** Kills a run when its minute is nearly full, and restarts it at once. */
  private static void killed(NightlyRun run, Path output) throws Exception {
    Process first = run.command(output).start();
    while (run.server().count().reports() < PER_MINUTE - 20) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    var unused = first.destroyForcibly().waitFor();
    run.command(output, "--resume").run();
  }
}
