// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares the whole command, from its start to its end, with the Python library analytix in as
 * many threads: the same reports of the same channels at the same server.
 */
final class PeerBenchmark implements Benchmark {
  private static final int CHANNELS = 1000;
  private static final int ROUNDS = 3;
  private static final int IN_FLIGHT = 32;
  private static final long LATENCY = 100;
  private static final String FIRST = "2026-03-01";
  private static final String LAST = "2026-03-14";

  /** Refused by analytix 5 before it sends a request, so neither of the two requests it. */
  private static final String UNKNOWN_TO_ANALYTIX = "engagedViews";

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Path library = arguments.isEmpty() ? null : Path.of(arguments.get(0)).toAbsolutePath();
    int channels = arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : CHANNELS;
    if (library == null) {
      Print.line(
          "Only ./analytix is measured. To compare it, name the folder that contains the Python"
              + " package analytix, version 5, which needs urllib3:"
              + " src/benchmarks/run peer FOLDER");
    } else if (!Files.isDirectory(library.resolve("analytix"))) {
      throw new IllegalArgumentException(library + " does not contain the folder analytix");
    }
    Figures figures = new Figures();
    try (Server server = Server.start(LATENCY, 0)) {
      server.write(Server.channels(channels), folder);
      List<ReportDefinition> reports =
          SpeedBenchmark.REPORTS.stream().map(Reports::find).map(Optional::orElseThrow).toList();
      NightlyRun run = new NightlyRun(server, folder, List.of(), FIRST, LAST);
      String file =
          "--reportsFile=" + Files.writeString(folder.resolve("reports.yaml"), yaml(reports));
      makeClassArchive(run, folder, file);
      List<Double> ratios = new ArrayList<>();
      List<Double> firstFiles = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        Path output = folder.resolve("output" + round);
        Instant begun = Instant.now();
        Usage ours =
            run.command(output, file, "--queriesPerMinute=1000000", "--maxInFlight=" + IN_FLIGHT)
                .usage(0);
        double first = Duration.between(begun, firstFile(output)).toMillis() / 1e3;
        Print.line("./analytix run: %s, first file after %.1f s", ours, first);
        firstFiles.add(first / ours.wallSeconds());
        if (library != null) {
          Path csv = Files.createDirectory(folder.resolve("csv" + round));
          Usage theirs = analytix(library, folder, server, csv, reports).usage(0);
          Print.line("analytix, %d threads: %s", IN_FLIGHT, theirs);
          figures.exactly("files of analytix", files(csv), (long) channels * reports.size());
          ratios.add(ours.wallSeconds() / theirs.wallSeconds());
        }
      }
      figures.exactly(
          "different reports",
          server.count().differentReports(),
          (long) (channels + (library == null ? 0 : 1)) * reports.size());
      figures.atMost("first file / ./analytix run, median", median(firstFiles), 0.25);
      if (!ratios.isEmpty()) {
        figures.atMost("./analytix run / analytix, wall time, median", median(ratios), 1.1);
      }
    }
    return figures.good();
  }

  /** The first run after a build makes the class-data archive. */
  private static void makeClassArchive(NightlyRun run, Path folder, String file)
      throws IOException, InterruptedException {
    String channel = "--channels=" + Server.channels(1).get(0);
    Usage unused = run.command(folder.resolve("unmeasured"), file, channel).usage(0);
  }

  private static double median(List<Double> ofRounds) {
    return ofRounds.stream().sorted().toList().get(ROUNDS / 2);
  }

  /** When the first file of a report was written. */
  private static Instant firstFile(Path output) throws IOException {
    try (Stream<Path> all = Files.walk(output)) {
      return all.filter(file -> file.toString().contains("columns_of_"))
          .filter(file -> file.toString().endsWith(".parquet"))
          .map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  /** The columns of the built-in reports, as reports of one's own. */
  private static String yaml(List<ReportDefinition> reports) {
    StringBuilder yaml = new StringBuilder("reports:\n");
    for (ReportDefinition report : reports) {
      yaml.append("  - name: columns_of_%s\n".formatted(report.name()));
      yaml.append(
          "    dimensions: %s\n"
              .formatted(
                  report.dimensions().stream().filter(name -> !name.equals("day")).toList()));
      yaml.append("    metrics: %s\n".formatted(metrics(report)));
    }
    return yaml.toString();
  }

  private static List<String> metrics(ReportDefinition report) {
    return report.metrics().stream().filter(name -> !name.equals(UNKNOWN_TO_ANALYTIX)).toList();
  }

  private static Command analytix(
      Path library, Path folder, Server server, Path output, List<ReportDefinition> reports) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                library.toString(),
                folder.toString(),
                server.root().toString(),
                output.toString(),
                Integer.toString(IN_FLIGHT),
                FIRST,
                LAST));
    for (ReportDefinition report : reports) {
      arguments.add(
          "%s:%s:%s"
              .formatted(
                  report.name(),
                  String.join(",", report.dimensions()),
                  String.join(",", metrics(report))));
    }
    return Command.python(folder.resolve("python-log"), "peer.py", arguments);
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".csv")).count();
    }
  }
}
