// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.testing.SimulatedGoogle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the class-data archive that {@code ./analytix} starts from: the classes that a run loads,
 * parsed and verified. Runs the command, in a process of its own, on a simulated Google.
 */
final class ClassArchive {
  /** For the classes that read such a file. */
  private static final String REPORTS_FILE =
      """
      reports:
        - name: countries_daily
          dimensions: [country]
          metrics: [views, estimatedMinutesWatched]
          filters: {continent: "002"}
          every: day
      """;

  private ClassArchive() {}

  /**
   * {@code ClassArchive FILE CLASSPATH OPTION...}: the archive, the class path of the command,
   * which has jars only, and its JVM options.
   *
   * <p>The file appears when it is complete: a JVM crashes on half of one.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path archive = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory(archive.toAbsolutePath().getParent(), "archive");
    try (SimulatedGoogle google = SimulatedGoogle.start(new DemoStage().world());
        DemoAccounts accounts = DemoAccounts.of(google, false)) {
      Path made = folder.resolve("classes.jsa");
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(List.of(arguments).subList(3, arguments.length));
      line.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-cp", arguments[1], arguments[2]));
      line.add("run");
      line.addAll(accounts.options());
      line.addAll(
          List.of(
              "--reports=channel_daily,video_daily,videos",
              "--reportsFile=" + Files.writeString(folder.resolve("reports.yaml"), REPORTS_FILE),
              "--startDate=" + DemoStage.DATES.last().minusDays(6),
              "--endDate=" + DemoStage.DATES.last(),
              "--queriesPerMinute=6000",
              "--youtubeAnalyticsEndpoint=" + google.apiRootUrl(),
              "--youtubeDataEndpoint=" + google.dataApiRootUrl(),
              "--output=" + folder.resolve("output")));
      int exit =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit == 0 && Files.exists(made)) {
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
