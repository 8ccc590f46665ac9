// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nightly job as a runner has it: whole, on the local one and on an embedded Flink. */
final class AnalytixNightlyTest {
  private static final List<String> LOCAL = List.of("--targetParallelism=1");
  private static final List<String> FLINK =
      List.of("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<List<String>> runners() {
    return Stream.of(LOCAL, FLINK);
  }

  @Test
  void job_withoutDates_storesTheLookbackWindowInPacificTime() throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one", "two", "three")) {
      assertThat(run(night, LOCAL)).isEqualTo(PipelineResult.State.DONE);

      night.assertTablesEqualTheSimulatedData(night.bench.world.channels());
      assertThat(night.days()).isEqualTo(NightlyBench.ASKED);
      assertThat(night.bench.outcomes()).hasSize(21);
    }
  }

  @ParameterizedTest
  @MethodSource("runners")
  void job_moreFailuresThanAllowed_failsAfterAllIsStored(List<String> runner) throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one", "two", "three")) {
      night.bench.google.revoke(night.bench.world.channel("two").id());

      RuntimeException broken =
          assertThrows(RuntimeException.class, () -> run(night, runner, "--failOn=any"));

      assertThat(ErrorMessages.of(broken))
          .isEqualTo("7 of 18 requests failed, more than --failOn=any allows");
      assertThat(night.bench.outcomes()).hasSize(21);
      night.assertTablesEqualTheSimulatedData(
          List.of(night.bench.world.channel("one"), night.bench.world.channel("three")));
    }
  }

  @ParameterizedTest
  @MethodSource("runners")
  void main_oneChannelRevoked_printsProgressAndSummary_leavesThePage_endsWith2(List<String> runner)
      throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one", "two", "three")) {
      night.bench.google.revoke(night.bench.world.channel("two").id());

      assertThat(main(night, runner)).isEqualTo(ExitCode.PARTIAL);

      assertThat(err.toString()).startsWith("Fetching 2 reports of 3 channels: one, three, two…\n");
      assertThat(out.toString()).contains("TOKEN_REVOKED");
      String page = out.toString().lines().filter(line -> line.endsWith(".html")).findAny().get();
      assertThat(Files.readString(Path.of(page.substring(page.indexOf('/')))))
          .contains("TOKEN_REVOKED");
      assertThat(night.days()).isEqualTo(NightlyBench.ASKED);
      assertThat(night.bench.outcomes()).hasSize(21);
      night.assertTablesEqualTheSimulatedData(
          List.of(night.bench.world.channel("one"), night.bench.world.channel("three")));
    }
  }

  @Test
  void main_budgetOfTheDayIsTooSmall_endsWith3() throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one")) {
      assertThat(main(night, LOCAL, "--queriesPerDay=2")).isEqualTo(ExitCode.DEFERRED);
    }
  }

  @Test
  void main_moreFailuresThanAllowed_endsWith1AfterTheSummary() throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one")) {
      night.bench.google.revoke(night.bench.world.channel("one").id());

      assertThat(main(night, LOCAL, "--failOn=any")).isEqualTo(ExitCode.ERROR);

      assertThat(out.toString()).contains("TOKEN_REVOKED");
      assertThat(err.toString())
          .endsWith("analytix-nightly: 7 of 7 requests failed, more than --failOn=any allows\n");
    }
  }

  @Test
  void job_asManyFailuresAsAllowed_succeeds() throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one", "two", "three")) {
      night.bench.google.revoke(night.bench.world.channel("two").id());

      assertThat(run(night, LOCAL, "--failOn=38.9%")).isEqualTo(PipelineResult.State.DONE);

      assertThat(night.failed()).isEqualTo(7);
    }
  }

  @Test
  void job_withoutOutput_isRejectedBeforeAnyRequest() throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one")) {
      String[] arguments =
          Stream.of(night.arguments())
              .filter(argument -> !argument.startsWith("--output="))
              .toArray(String[]::new);

      UsageException refused =
          assertThrows(
              UsageException.class, () -> AnalytixNightly.run(NightlyBench.EVENING, arguments));

      assertThat(refused).hasMessageThat().startsWith("--output");
      assertThat(night.bench.google.recordedCalls()).isEmpty();
    }
  }

  private ExitCode main(NightlyBench night, List<String> runner, String... more) {
    return AnalytixNightly.execute(
        CliEnvironment.withoutTerminal(NightlyBench.EVENING),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        night.arguments(Stream.concat(runner.stream(), Stream.of(more)).toArray(String[]::new)));
  }

  private static PipelineResult.State run(NightlyBench night, List<String> runner, String... more) {
    return AnalytixNightly.run(
        NightlyBench.EVENING,
        night.arguments(Stream.concat(runner.stream(), Stream.of(more)).toArray(String[]::new)));
  }
}
