// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that does not come to its end: what it says, and what it leaves. */
final class InterruptedRunTest {
  private static final DateRange DATES = Workbench.dates("2026-02-01", "2026-02-28");
  private static final int SIGINT = 2;

  private final World world =
      World.builder(6)
          .today(java.time.LocalDate.parse("2026-03-05"))
          .channel(SimulatedChannel.named("one").build())
          .channel(SimulatedChannel.named("two").build())
          .build();

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_interrupted_printsHowToResumeAndExitsSoon() throws Exception {
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      CountDownLatch begun = new CountDownLatch(6);
      bench.google.faults().on(call -> comes(call, begun), Fault.INTERNAL_ERROR, 1);
      Process run = start(bench);
      boolean came = begun.await(120, TimeUnit.SECONDS);
      long before = System.nanoTime();

      new ProcessBuilder("kill", "-" + SIGINT, Long.toString(run.pid())).start().waitFor();

      int exitCode = run.waitFor();
      String said = new String(run.getInputStream().readAllBytes(), UTF_8);
      assertWithMessage(said).that(came).isTrue();
      assertWithMessage(said).that(exitCode).isEqualTo(128 + SIGINT);
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(10L);
      assertThat(said)
          .containsMatch(
              "\\nanalytix: interrupted after [0-9]+ of 56 requests\\. Completed data is saved\\. Run the same command with --resume to continue\\.\\n");

      Workbench.Printed resumed = bench.run(DATES, "--reports=geography_daily", "--resume");
      assertWithMessage(resumed.all()).that(resumed.exitCode()).isEqualTo(0);
      ReportDefinition report = Reports.find("geography_daily").orElseThrow();
      assertThat(bench.table(report)).isEqualTo(bench.truth(report, world.channels(), DATES));
    }
  }

  @Test
  void run_outputFails_printsHowToResumeAndWritesAPage() throws Exception {
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      bench.google.faults().on(call -> breaks(bench, call), Fault.INTERNAL_ERROR, 1);

      Workbench.Printed broken = bench.run(DATES, "--reports=channel_daily");

      assertWithMessage(broken.all()).that(broken.exitCode()).isEqualTo(ExitCode.ERROR.code());
      assertThat(broken.err()).contains("The run failed after 2 of 2 requests. Completed data is");
      assertThat(broken.err()).containsMatch("\\nanalytix: .*_outcomes");
      try (Stream<Path> pages = Files.list(bench.output.resolve("_runs"))) {
        Path page = pages.findFirst().orElseThrow();
        assertThat(broken.err()).contains("Page about the run: " + page);
        assertThat(Files.readString(page)).contains("2 of 2 requests have no outcome");
      }
    }
  }

  @Test
  void run_rejectedBeforeItStarts_printsNothingAboutResuming() throws Exception {
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      Files.writeString(bench.output, "in the way");

      Workbench.Printed refused = bench.run(DATES, "--reports=channel_daily");

      assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
      assertThat(refused.err().lines().toList()).hasSize(1);
    }
  }

  private static boolean comes(Call call, CountDownLatch begun) {
    if (call.kind() == Call.Kind.REPORT) {
      begun.countDown();
    }
    return false;
  }

  /** Puts a file where the outcomes' folder would be. */
  private static boolean breaks(Workbench bench, Call call) {
    Path outcomes = bench.output.resolve("_outcomes");
    if (call.kind() == Call.Kind.REPORT && !Files.exists(outcomes)) {
      try {
        Files.writeString(outcomes, "in the way");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }

  private static Process start(Workbench bench) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Analytix.class.getName(),
                "run"));
    command.addAll(
        List.of(
            "--tokenRecords=file:" + bench.tokens,
            "--clientSecrets=file:" + bench.client,
            "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
            "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
            "--queriesPerMinute=120",
            "--output=" + bench.output,
            "--reports=geography_daily",
            "--startDate=" + DATES.first(),
            "--endDate=" + DATES.last()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
