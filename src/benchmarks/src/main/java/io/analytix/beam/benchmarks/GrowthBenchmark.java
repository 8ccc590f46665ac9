// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Time, heap and bytes of a checkpoint of runs of 1,000, 10,000 and 100,000 channels with every
 * built-in report of {@link PlainGoogle}. A run of more than 10,000 channels sends its first 50,000
 * requests; the others are deferred.
 */
final class GrowthBenchmark implements Benchmark {
  private static final List<String> CHANNELS = List.of("1000", "10000", "100000");
  private static final int WHOLE_RUN = 10_000;
  private static final int FIRST_REQUESTS = 50_000;
  private static final String DAY = "2026-03-01";
  private static final int DEFERRED = 3;

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Figures figures = new Figures();
    for (String channels : arguments.isEmpty() ? CHANNELS : arguments) {
      measure(Integer.parseInt(channels), Files.createDirectory(folder.resolve(channels)), figures);
    }
    return figures.good();
  }

  private static void measure(int channels, Path folder, Figures figures) throws Exception {
    boolean whole = channels <= WHOLE_RUN;
    List<String> reports = MemoryBenchmark.REPORTS;
    try (Server server = Server.start(0, 0)) {
      server.write(Server.channels(channels), folder);
      String[] plan =
          Command.java(
                  folder.resolve("checkpoint"),
                  EncodedPlan.class,
                  List.of(
                      folder.toString(),
                      server.root().toString(),
                      String.join(",", reports),
                      DAY,
                      DAY))
              .with("-Xmx4g")
              .lastLine()
              .split(" ");
      Print.line(
          "%,d channels x %d reports: the plan takes %,d bytes and %s s to encode, the position %,d bytes",
          channels, reports.size(), Long.parseLong(plan[0]), plan[2], Long.parseLong(plan[1]));
      HeapLog heap = new HeapLog(folder.resolve("heap"));
      List<String> more =
          new ArrayList<>(List.of("--queriesPerMinute=1000000", "--dataApiUnitsPerDay=1000000"));
      if (!whole) {
        more.add("--queriesPerDay=" + FIRST_REQUESTS);
      }
      NightlyRun run = new NightlyRun(server, folder, reports, DAY, DAY);
      Usage usage =
          run.command(folder.resolve("output"), more.toArray(String[]::new))
              .with("-Xmx4g " + heap.option())
              .usage(whole ? 0 : DEFERRED);
      Print.line("run: %s, %,d MiB of heap after a collection", usage, heap.peakMiB());
      RequestCounts.Count count = server.count();
      if (whole) {
        figures.exactly("requests", count.reports(), (long) channels * MemoryBenchmark.requested());
      } else {
        // Fewer, because some are reserved for videos, and the channels of the server have none.
        figures.atMost("requests", (double) count.reports(), FIRST_REQUESTS);
      }
    }
  }
}
