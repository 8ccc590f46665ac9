// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A run that is killed with SIGKILL repeatedly, at random requests, and continued with {@code
 * --resume}. The final tables must be those of an undisturbed run, and a kill must repeat at most
 * the requests of one minute of the quota.
 *
 * <p>The server's request count determines when to kill, so the speed of the machine has no
 * influence.
 */
final class CrashSoak implements Benchmark {
  private static final int KILLS = 20;
  private static final int CHANNELS = 2000;
  private static final int REQUESTS = CHANNELS * (1 + 14);
  private static final int PER_MINUTE = 6000;

  /** A run is killed within a minute of the quota, in some cases before it has stored anything. */
  private static final int MAX_LIFE_SECONDS = PER_MINUTE;

  private static final List<String> REPORTS = List.of("channel_daily", "geography_daily");

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    int kills = arguments.isEmpty() ? KILLS : Integer.parseInt(arguments.get(0));
    long seed = arguments.size() < 2 ? new Random().nextInt() : Long.parseLong(arguments.get(1));
    Print.line("%d kills, seed %d", kills, seed);
    Figures figures = new Figures();
    try (Server server = Server.start(50, PER_MINUTE)) {
      server.write(Server.channels(CHANNELS), folder);
      NightlyRun run = new NightlyRun(server, folder, REPORTS, "2026-03-01", "2026-03-14");
      Path killed = folder.resolve("killed");
      long maxRepeated = kill(run, killed, kills, new Random(seed));
      long before = repeated(server);
      run.command(killed, "--resume", "--queriesPerMinute=" + PER_MINUTE).run();
      figures.atMost(
          "requests repeated after a kill, at most",
          (double) Math.max(maxRepeated, repeated(server) - before),
          PER_MINUTE);
      figures.exactly("different requests", server.count().differentReports(), REQUESTS);
      figures.exactly("rate answers", server.count().tooMany(), 0);
      Path whole = folder.resolve("whole");
      server.injectFaults("");
      run.command(whole, "--queriesPerMinute=" + PER_MINUTE).run();
      for (String report : REPORTS) {
        Print.line("%s: %,d rows", report, TableComparison.count(whole, report));
        figures.exactly(
            "rows of one output only, " + report,
            TableComparison.differences(whole, killed, report),
            0);
      }
    }
    return figures.good();
  }

  /**
   * Kills {@code kills} runs in a row, and returns the maximum number of requests that one of them
   * repeated.
   */
  private static long kill(NightlyRun run, Path output, int kills, Random random)
      throws IOException, InterruptedException {
    long most = 0;
    for (int kill = 1; kill <= kills; kill++) {
      long before = repeated(run.server());
      long until = run.server().count().reports() + 1 + random.nextInt(MAX_LIFE_SECONDS);
      Process process = run.command(output, "--resume", "--queriesPerMinute=" + PER_MINUTE).start();
      while (process.isAlive() && run.server().count().reports() < until) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      int ended = process.destroyForcibly().waitFor();
      long repeated = repeated(run.server()) - before;
      Print.line(
          "kill %d at request %,d: %,d repeated, %,d different ones so far%s",
          kill,
          until,
          repeated,
          run.server().count().differentReports(),
          ended == 0 ? " (it had already ended)" : "");
      most = Math.max(most, repeated);
    }
    return most;
  }

  /** The number of repeated requests. */
  private static long repeated(Server server) throws IOException, InterruptedException {
    RequestCounts.Count count = server.count();
    return count.reports() - count.differentReports();
  }
}
