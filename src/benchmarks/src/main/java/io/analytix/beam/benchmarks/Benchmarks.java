// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code src/benchmarks/run NAME}. Exits with 0 if all figures are within their bounds. */
public final class Benchmarks {
  private Benchmarks() {}

  private static Map<String, Benchmark> all() {
    Map<String, Benchmark> all = new LinkedHashMap<>();
    all.put("speed", new SpeedBenchmark());
    all.put("pace", new PaceBenchmark());
    all.put("cpu", new CpuBenchmark());
    all.put("memory", new MemoryBenchmark());
    all.put("peer", new PeerBenchmark());
    all.put("growth", new GrowthBenchmark());
    all.put("bigquery", new BigQueryBenchmark());
    all.put("bulk", new BulkBenchmark());
    all.put("faults", new FaultSoak());
    all.put("crash", new CrashSoak());
    all.put("cost", new CostBenchmark());
    all.put("nights", new NightsBenchmark());
    all.put("months", new MonthsBenchmark());
    all.put("flink", RunnerBenchmark.flink());
    all.put("spark", RunnerBenchmark.spark());
    all.put("catalogue", new CatalogueBenchmark());
    return all;
  }

  /** Runs the benchmark that the first argument names. */
  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = arguments.length == 0 ? null : all().get(arguments[0]);
    if (benchmark == null) {
      Print.line(
          "src/benchmarks/run NAME, where NAME is one of %s", String.join(", ", all().keySet()));
      System.exit(1);
    } else {
      System.exit(isGood(benchmark, List.of(arguments).subList(1, arguments.length)) ? 0 : 1);
    }
  }

  private static boolean isGood(Benchmark benchmark, List<String> arguments) throws Exception {
    Path folder = Files.createTempDirectory("analytix-benchmark");
    try {
      Print.machine();
      return benchmark.run(folder, arguments);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
