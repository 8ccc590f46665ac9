// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One night that is killed with SIGKILL again and again, at random requests, and goes on with
 * {@code --resume}: in the end the tables are those of a night that nobody disturbed, and what
 * follows a kill has repeated no more requests than a minute of the quota holds.
 *
 * <p>When to kill is told by the count of requests at the server, never by a clock, so that it does
 * not matter how fast the machine is.
 */
final class CrashSoak implements Benchmark {
  private static final int KILLS = 20;
  private static final int CHANNELS = 2000;
  private static final int REQUESTS = CHANNELS * (1 + 14);
  private static final int PER_MINUTE = 6000;

  /** A run lives for up to a minute of the quota: some are killed before they stored anything. */
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
      Night night = new Night(server, folder, REPORTS, "2026-03-01", "2026-03-14");
      Path killed = folder.resolve("killed");
      long mostRepeated = kill(night, killed, kills, new Random(seed));
      long before = repeated(server);
      night.command(killed, "--resume", "--queriesPerMinute=" + PER_MINUTE).run();
      figures.atMost(
          "requests repeated after a kill, at most",
          (double) Math.max(mostRepeated, repeated(server) - before),
          PER_MINUTE);
      figures.exactly("different requests", server.count().differentReports(), REQUESTS);
      figures.exactly("rate answers", server.count().tooMany(), 0);
      Path whole = folder.resolve("whole");
      server.trouble("");
      night.command(whole, "--queriesPerMinute=" + PER_MINUTE).run();
      for (String report : REPORTS) {
        Print.line("%s: %,d rows", report, SameTables.count(whole, report));
        figures.exactly(
            "rows of one output only, " + report, SameTables.differences(whole, killed, report), 0);
      }
    }
    return figures.good();
  }

  /** Kills so many runs in a row, and tells the most requests that one of them asked again. */
  private static long kill(Night night, Path output, int kills, Random random)
      throws IOException, InterruptedException {
    long most = 0;
    for (int kill = 1; kill <= kills; kill++) {
      long before = repeated(night.server());
      long until = night.server().count().reports() + 1 + random.nextInt(MAX_LIFE_SECONDS);
      Process run = night.command(output, "--resume", "--queriesPerMinute=" + PER_MINUTE).start();
      while (run.isAlive() && night.server().count().reports() < until) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      int ended = run.destroyForcibly().waitFor();
      long repeated = repeated(night.server()) - before;
      Print.line(
          "kill %d at request %,d: %,d asked again, %,d in all now%s",
          kill,
          until,
          repeated,
          night.server().count().differentReports(),
          ended == 0 ? " (it had ended already)" : "");
      most = Math.max(most, repeated);
    }
    return most;
  }

  /** Requests that had been asked before. */
  private static long repeated(Server server) throws IOException, InterruptedException {
    RequestCounts.Count count = server.count();
    return count.reports() - count.differentReports();
  }
}
