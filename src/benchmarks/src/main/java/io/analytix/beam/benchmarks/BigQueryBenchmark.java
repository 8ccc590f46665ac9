// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.pipelines.AnalytixNightly;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Three nights of 1,000 channels into the BigQuery of the tests, in a process of its own: new rows,
 * rows that all have other figures, and the same rows again. DuckDB executes the statements, so
 * their time and the bytes that they scan are not those of BigQuery.
 */
final class BigQueryBenchmark implements Benchmark {
  private static final int CHANNELS = 1000;
  private static final String HEAP = "-Xmx1g";
  private static final String DAY = "2026-03-01";

  /** Its classes are on the class path of the tests of pipelines. */
  private static final String FAKE = "io.analytix.beam.pipelines.bigquery.FakeBigQueryServer";

  private static final List<String> REPORTS =
      MemoryBenchmark.REPORTS.stream().filter(name -> !name.equals("video_daily")).toList();

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    int channels = arguments.isEmpty() ? CHANNELS : Integer.parseInt(arguments.get(0));
    Figures figures = new Figures();
    Process bigQuery = start();
    try (Server server = Server.start(0, 0);
        BufferedReader printed = bigQuery.inputReader(StandardCharsets.UTF_8)) {
      String endpoint = printed.readLine();
      server.write(Server.channels(channels), folder);
      NightlyRun run = new NightlyRun(server, folder, REPORTS, DAY, DAY);
      int night = 0;
      for (String figuresOfNight : List.of("new", "other figures", "the same figures")) {
        server.injectFaults("generation=" + Math.min(night, 1));
        HeapLog heap = new HeapLog(folder.resolve("heap" + night));
        long before = server.count().reports();
        Usage usage =
            Command.java(
                    folder.resolve("log" + night), AnalytixNightly.class, options(run, endpoint))
                .with(HEAP + " -XX:+UseSerialGC " + heap.option())
                .usage(0);
        RequestCounts.Count count = server.count();
        Print.line(
            "%s: %s with %s, %,d MiB of heap after a collection; %.1f s after the last request",
            figuresOfNight, usage, HEAP, heap.peakMiB(), count.secondsSinceLast());
        bigQuery.getOutputStream().write('\n');
        bigQuery.getOutputStream().flush();
        Print.line("    %s", printed.readLine());
        figures.exactly("requests", count.reports() - before, (long) channels * REPORTS.size());
        night++;
      }
    } finally {
      bigQuery.destroyForcibly();
    }
    return figures.good();
  }

  private static List<String> options(NightlyRun run, String endpoint) {
    List<String> options = new ArrayList<>(run.options(run.folder(), "--queriesPerMinute=1000000"));
    options.removeIf(option -> option.startsWith("--output="));
    options.addAll(
        List.of(
            "--outputDataset=proj:ds",
            "--bigQueryEndpoint=" + endpoint,
            "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
            "--project=proj",
            "--tempLocation=" + run.folder().resolve("temp")));
    return options;
  }

  private static Process start() throws IOException {
    String tests = Command.ROOT.resolve("pipelines/target/test-classes").toString();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            tests + System.getProperty("path.separator") + System.getProperty("java.class.path"),
            FAKE,
            "ds")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
