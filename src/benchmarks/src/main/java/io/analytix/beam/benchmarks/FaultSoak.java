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
 * Runs at a server that makes trouble, one kind at a time and all together. What a request was
 * answered must be in the tables, and what was there before must be there still where it was not.
 */
final class FaultSoak implements Benchmark {
  private static final List<String> REPORTS = List.of("channel_daily", "geography_daily");
  private static final int CHANNELS = 30;
  private static final int DAYS = 5;
  private static final int REQUESTS = CHANNELS * (1 + DAYS);
  private static final List<Double> SHARES = List.of(0.01, 0.1, 0.3);

  /** What goes wrong in a run, for how many requests in a hundred. */
  private record Staged(String name, String form, double share, boolean passes) {}

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    Figures figures = new Figures();
    long seed = arguments.size() > 1 ? Long.parseLong(arguments.get(1)) : 1;
    String only = arguments.isEmpty() ? "" : arguments.get(0);
    try (Server server = Server.start(5, 0)) {
      server.write(Server.channels(CHANNELS), folder);
      Night night = new Night(server, folder, REPORTS, "2026-03-01", "2026-03-05");
      Path[] truth = {folder.resolve("truth-1"), folder.resolve("truth-2")};
      for (int i = 0; i < truth.length; i++) {
        server.trouble("generation=" + (i + 1));
        night.command(truth[i], "--queriesPerMinute=100000").run();
      }
      for (Staged staged : all(seed)) {
        if (staged.name().startsWith(only)) {
          soak(staged, night, truth, figures);
        }
      }
    }
    return figures.good();
  }

  private static List<Staged> all(long seed) {
    List<Staged> all = new ArrayList<>();
    for (double share : SHARES) {
      String form = "generation=2&share=" + share + "&seed=";
      for (Trouble trouble : Trouble.values()) {
        // Another seed for each, or all of them would meet the same requests.
        long own = seed * 31 + trouble.name().hashCode();
        all.add(
            new Staged(
                trouble + "-" + share,
                form + own + "&troubles=" + trouble,
                share,
                trouble.passes()));
      }
      String passing =
          Arrays.stream(Trouble.values())
              .filter(Trouble::passes)
              .map(Trouble::name)
              .collect(Collectors.joining(","));
      all.add(new Staged("PASSING-" + share, form + seed + "&troubles=" + passing, share, true));
      String any =
          Arrays.stream(Trouble.values()).map(Trouble::name).collect(Collectors.joining(","));
      all.add(
          new Staged(
              "EVERYTHING-" + share,
              form + seed + "&tokenMillis=2000&troubles=" + any,
              share,
              false));
    }
    all.add(new Staged("EXPIRY", "generation=2&tokenMillis=2000", 0, true));
    return all;
  }

  private static void soak(Staged staged, Night night, Path[] truth, Figures figures)
      throws IOException, InterruptedException, SQLException {
    Path output = night.folder().resolve(staged.name());
    copy(truth[0], output);
    RequestCounts.Count before = night.server().count();
    night.server().trouble(staged.form());
    night.command(output, "--queriesPerMinute=3000").run(2);
    night.server().trouble("generation=1");
    RequestCounts.Count after = night.server().count();
    Path outcomes = newest(output.resolve("_outcomes"));
    long ok = SameTables.outcomes(outcomes, true);
    Print.line(
        "%s: %d requests, %d troubles, %d of %d answered",
        staged.name(),
        after.reports() - before.reports(),
        after.troubles() - before.troubles(),
        ok,
        REQUESTS);
    figures.exactly("outcomes, " + staged.name(), SameTables.outcomes(outcomes, false), REQUESTS);
    figures.exactly(
        "requests that no outcome tells of",
        after.reports() - before.reports() - SameTables.sent(outcomes),
        0);
    for (String report : REPORTS) {
      figures.exactly(
          "wrong rows of " + report,
          SameTables.wrong(output, outcomes, report, truth[0], truth[1]),
          0);
    }
    if (staged.passes() && staged.share() <= 0.1) {
      figures.atLeast("share answered", (double) ok / REQUESTS, 0.99);
    }
  }

  /** Lets an output hold what another does. */
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
