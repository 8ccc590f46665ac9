// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs against a server that injects faults, one kind at a time and all together. Rows of
 * successful requests must be in the tables, and rows of failed requests must be unchanged.
 */
final class FaultSoak implements Benchmark {
  private static final List<String> REPORTS = List.of("channel_daily", "geography_daily");
  private static final int CHANNELS = 30;
  private static final int DAYS = 5;
  private static final int REQUESTS = CHANNELS * (1 + DAYS);
  private static final List<Double> SHARES = List.of(0.01, 0.1, 0.3);

  /** The faults of a run, and the share of requests that they affect. */
  private record Scenario(String name, String form, double share, boolean passes) {}

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Figures figures = new Figures();
    long seed = arguments.size() > 1 ? Long.parseLong(arguments.get(1)) : 1;
    String only = arguments.isEmpty() ? "" : arguments.get(0);
    try (Server server = Server.start(5, 0)) {
      server.write(Server.channels(CHANNELS), folder);
      NightlyRun run = new NightlyRun(server, folder, REPORTS, "2026-03-01", "2026-03-05");
      Path[] truth = {folder.resolve("truth-1"), folder.resolve("truth-2")};
      for (int i = 0; i < truth.length; i++) {
        server.injectFaults("generation=" + (i + 1));
        run.command(truth[i], "--queriesPerMinute=100000").run();
      }
      for (Scenario scenario : all(seed)) {
        if (scenario.name().startsWith(only)) {
          soak(scenario, run, truth, figures);
        }
      }
    }
    return figures.good();
  }

  private static List<Scenario> all(long seed) {
    List<Scenario> all = new ArrayList<>();
    for (double share : SHARES) {
      String form = "generation=2&share=" + share + "&seed=";
      for (ServerFault fault : ServerFault.values()) {
        // A seed for each, so that they affect different requests.
        long own = seed * 31 + fault.name().hashCode();
        all.add(
            new Scenario(
                fault + "-" + share, form + own + "&faults=" + fault, share, fault.passes()));
      }
      String passing =
          Arrays.stream(ServerFault.values())
              .filter(ServerFault::passes)
              .map(ServerFault::name)
              .collect(Collectors.joining(","));
      all.add(new Scenario("PASSING-" + share, form + seed + "&faults=" + passing, share, true));
      String any =
          Arrays.stream(ServerFault.values())
              .map(ServerFault::name)
              .collect(Collectors.joining(","));
      all.add(
          new Scenario(
              "EVERYTHING-" + share,
              form + seed + "&tokenMillis=2000&faults=" + any,
              share,
              false));
    }
    all.add(new Scenario("EXPIRY", "generation=2&tokenMillis=2000", 0, true));
    return all;
  }

  private static void soak(Scenario scenario, NightlyRun run, Path[] truth, Figures figures)
      throws IOException, InterruptedException, SQLException {
    Path output = run.folder().resolve(scenario.name());
    copy(truth[0], output);
    RequestCounts.Count before = run.server().count();
    run.server().injectFaults(scenario.form());
    run.command(output, "--queriesPerMinute=3000").run(2);
    run.server().injectFaults("generation=1");
    RequestCounts.Count after = run.server().count();
    Path outcomes = newest(output.resolve("_outcomes"));
    long ok = TableComparison.outcomes(outcomes, true);
    Print.line(
        "%s: %d requests, %d faults, %d of %d successful",
        scenario.name(),
        after.reports() - before.reports(),
        after.faults() - before.faults(),
        ok,
        REQUESTS);
    figures.exactly(
        "outcomes, " + scenario.name(), TableComparison.outcomes(outcomes, false), REQUESTS);
    figures.exactly(
        "requests without an outcome",
        after.reports() - before.reports() - TableComparison.sent(outcomes),
        0);
    for (String report : REPORTS) {
      figures.exactly(
          "wrong rows of " + report,
          TableComparison.wrong(output, outcomes, report, truth[0], truth[1]),
          0);
    }
    if (scenario.passes() && scenario.share() <= 0.1) {
      figures.atLeast("share successful", (double) ok / REQUESTS, 0.99);
    }
  }

  /** Copies an output. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static Path newest(Path folder) throws IOException {
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.max(Path::compareTo).orElseThrow();
    }
  }
}
