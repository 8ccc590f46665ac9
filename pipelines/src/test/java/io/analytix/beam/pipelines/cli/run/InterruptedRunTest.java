// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.ChildJvm;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
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
import io.analytix.beam.truth.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that does not come to its end: what it says, and what it leaves. A soak interrupts it at
 * many moments: {@code mvn test -Dtest=InterruptedRunTest -Danalytix.interrupts=10}; {@code -Dseed}
 * selects others.
 */
final class InterruptedRunTest {
  private static final DateRange DATES = Workbench.dates("2026-02-01", "2026-02-28");
  private static final int PLANNED = 56;
  private static final long SEED = Seed.get();

  /** The suite interrupts one run, a soak as many as is said with each signal. */
  private static final int MOMENTS = Integer.getInteger("analytix.interrupts", 1);

  private static final int SIGNALS = Integer.getInteger("analytix.interrupts") == null ? 1 : 2;

  private final World world =
      World.builder(6)
          .today(java.time.LocalDate.parse("2026-03-05"))
          .channel(SimulatedChannel.named("one").build())
          .channel(SimulatedChannel.named("two").build())
          .build();

  @TempDir Path folder;

  /**
   * The signals, by the state of this process, which its children inherit: some CI agents ignore
   * SIGINT.
   */
  static Stream<String> signals() {
    return Stream.of("INT", "TERM").filter(signal -> !isIgnored(signal)).limit(SIGNALS);
  }

  @ParameterizedTest
  @MethodSource("signals")
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void run_interruptedAtAnyMoment_storesWhatWasAnsweredAndResumesWithTheRest(String signal)
      throws Exception {
    Random random = new Random(SEED + signal.hashCode());
    for (int moment = 0; moment < MOMENTS; moment++) {
      interrupt(folder.resolve(signal + moment), signal, 1 + random.nextInt(50));
    }
  }

  private void interrupt(Path night, String signal, int requests) throws Exception {
    try (Workbench bench = new Workbench(world, night)) {
      bench.google.writeTokenRecords(bench.tokens);
      bench.google.latency(Duration.ofMillis(100));
      CountDownLatch coming = new CountDownLatch(requests);
      bench.google.faults().on(call -> comes(call, coming), Fault.INTERNAL_ERROR, 1);
      Process run = start(bench);
      boolean came = coming.await(120, TimeUnit.SECONDS);
      long before = System.nanoTime();

      new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();

      int exitCode = run.waitFor();
      String said = new String(run.getInputStream().readAllBytes(), UTF_8);
      String message = "seed %s, SIG%s at request %s: %s".formatted(SEED, signal, requests, said);
      assertWithMessage(message).that(came).isTrue();
      assertWithMessage(message).that(exitCode).isEqualTo(128 + number(signal));
      assertWithMessage(message)
          .that(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before))
          .isLessThan(20L);
      Set<String> answered = requests(bench);
      bench.google.faults().clear();
      assertWithMessage(message).that(answered.size()).isAtLeast(requests);
      Set<String> stored =
          bench.outcomes().stream()
              .filter(outcome -> outcome.status() != Status.DEFERRED)
              .map(InterruptedRunTest::key)
              .collect(Collectors.toSet());
      assertWithMessage(message).that(stored).isEqualTo(answered);
      assertWithMessage(message).that(bench.outcomes()).hasSize(PLANNED);
      assertThat(said)
          .contains(
              "\nanalytix: interrupted; the outcomes of %d of %d requests are stored, with "
                  .formatted(stored.size(), PLANNED));
      assertThat(said).contains("\nRun the same command with --resume to continue.\n");
      try (Stream<Path> pages = Files.list(bench.output.resolve("_runs"))) {
        assertThat(said).contains("\nPage about the run: " + pages.findFirst().orElseThrow());
      }

      bench.google.latency(Duration.ZERO);
      Workbench.Printed resumed = bench.run(DATES, "--reports=geography_daily", "--resume");

      assertWithMessage(resumed.all()).that(resumed.exitCode()).isEqualTo(0);
      assertWithMessage(message)
          .that(bench.google.recordedCalls(Call.Kind.REPORT))
          .hasSize(PLANNED);
      assertThat(requests(bench)).hasSize(PLANNED);
      ReportDefinition report = Reports.find("geography_daily").orElseThrow();
      assertThat(bench.table(report)).isEqualTo(bench.truth(report, world.channels(), DATES));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void run_interruptedWithBigQuery_storesWhatWasAnsweredAndResumesWithTheRest() throws Exception {
    try (FakeBigQuery bigQuery = new FakeBigQuery("ds", "EU");
        Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      bench.google.latency(Duration.ofMillis(100));
      CountDownLatch coming = new CountDownLatch(20);
      bench.google.faults().on(call -> comes(call, coming), Fault.INTERNAL_ERROR, 1);
      String[] dataset = {"--outputDataset=proj:ds", "--bigQueryEndpoint=" + bigQuery.endpoint()};
      Process run = start(bench, dataset);
      assertThat(coming.await(120, TimeUnit.SECONDS)).isTrue();

      new ProcessBuilder("kill", "-TERM", Long.toString(run.pid())).start().waitFor();

      int exitCode = run.waitFor();
      String said = new String(run.getInputStream().readAllBytes(), UTF_8);
      assertWithMessage(said).that(exitCode).isEqualTo(128 + number("TERM"));
      int answered = requests(bench).size();
      bench.google.faults().clear();
      assertThat(said)
          .contains(
              "\nanalytix: interrupted; the outcomes of %d of %d requests are stored, with "
                  .formatted(answered, PLANNED));
      assertThat(bigQuery.query("SELECT 1 FROM ds.analytix_outcomes WHERE status != 'DEFERRED'"))
          .hasSize(answered);
      bench.google.latency(Duration.ZERO);

      List<String> rest = line(bench, dataset);
      rest.add("--resume");
      Workbench.Printed resumed = Workbench.analytix(rest.toArray(String[]::new));

      assertWithMessage(resumed.all()).that(resumed.exitCode()).isEqualTo(0);
      assertThat(bench.google.recordedCalls(Call.Kind.REPORT)).hasSize(PLANNED);
      assertThat(requests(bench)).hasSize(PLANNED);
    }
  }

  private static boolean isIgnored(String signal) {
    try {
      String ignored =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .findFirst()
              .orElse("SigIgn: 0")
              .replaceAll(".*\\s", "");
      return (Long.parseUnsignedLong(ignored, 16) >> (number(signal) - 1) & 1) == 1;
    } catch (IOException e) {
      return false;
    }
  }

  private static int number(String signal) {
    return signal.equals("INT") ? 2 : 15;
  }

  private static Set<String> requests(Workbench bench) {
    return bench.google.recordedCalls(Call.Kind.REPORT).stream()
        .map(recorded -> recorded.call())
        .map(call -> call.channelId() + " " + call.parameters().get("startDate"))
        .collect(Collectors.toSet());
  }

  private static String key(Outcome outcome) {
    return outcome.channelId() + " " + outcome.startDate();
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

  private static Process start(Workbench bench, String... output) throws IOException {
    List<String> line =
        line(bench, output.length == 0 ? new String[] {"--output=" + bench.output} : output);
    return ChildJvm.of(Analytix.class, line.toArray(String[]::new))
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> line(Workbench bench, String... output) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "run",
                "--tokenRecords=file:" + bench.tokens,
                "--clientSecrets=file:" + bench.client,
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
                "--queriesPerMinute=600",
                "--reports=geography_daily",
                "--startDate=" + DATES.first(),
                "--endDate=" + DATES.last()));
    line.addAll(List.of(output));
    return line;
  }
}
