// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Comparator.naturalOrder;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.command.Workbench;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nightly job as a runner has it: whole, on the local one. */
final class AnalytixNightlyTest {
  private static final List<String> REPORTS = List.of("channel_daily", "geography_daily");

  /** 20:00 in Los Angeles on March 4, when it is March 5 in Greenwich. */
  private static final Clock EVENING =
      Clock.fixed(Instant.parse("2026-03-05T04:00:00Z"), ZoneOffset.UTC);

  /** What the look-back of 6 days asks for then. */
  private static final DateRange ASKED = Workbench.dates("2026-02-26", "2026-03-03");

  @TempDir Path folder;

  @Test
  void job_withoutDates_leavesTheTruthOfTheLookbackInPacificTime() throws Exception {
    try (Workbench bench = bench("one", "two", "three")) {
      assertThat(AnalytixNightly.run(arguments(bench), EVENING))
          .isEqualTo(PipelineResult.State.DONE);

      assertTablesAreTheTruth(bench, bench.world.channels());
      assertThat(days(bench)).isEqualTo(ASKED);
    }
  }

  @Test
  void job_moreFailuresThanAllowed_failsAfterAllIsStored() throws Exception {
    try (Workbench bench = bench("one", "two", "three")) {
      bench.google.revoke(bench.world.channel("two").id());

      PipelineExecutionException broken =
          assertThrows(
              PipelineExecutionException.class,
              () -> AnalytixNightly.run(arguments(bench, "--failOn=any"), EVENING));

      assertThat(broken).hasCauseThat().isInstanceOf(TooManyFailuresException.class);
      assertThat(ErrorLine.of(broken))
          .isEqualTo("7 of 21 requests failed, more than --failOn=any allows");
      assertThat(bench.outcomes()).hasSize(21);
      assertTablesAreTheTruth(
          bench, List.of(bench.world.channel("one"), bench.world.channel("three")));
    }
  }

  @Test
  void job_asManyFailuresAsAllowed_succeeds() throws Exception {
    try (Workbench bench = bench("one", "two", "three")) {
      bench.google.revoke(bench.world.channel("two").id());

      assertThat(AnalytixNightly.run(arguments(bench, "--failOn=33.4%"), EVENING))
          .isEqualTo(PipelineResult.State.DONE);

      assertThat(bench.outcomes().stream().filter(o -> o.status() == Status.FAILED).count())
          .isEqualTo(7);
    }
  }

  @Test
  void job_withoutOutput_isRefusedBeforeAnythingIsAsked() throws Exception {
    try (Workbench bench = bench("one")) {
      String[] arguments =
          List.of(arguments(bench)).stream()
              .filter(argument -> !argument.startsWith("--output="))
              .toArray(String[]::new);

      UsageException refused =
          assertThrows(UsageException.class, () -> AnalytixNightly.run(arguments, EVENING));

      assertThat(refused).hasMessageThat().startsWith("--output is missing: ");
      assertThat(bench.google.asked()).isEmpty();
    }
  }

  private Workbench bench(String... channels) throws Exception {
    World.Builder world = World.builder(11).today(LocalDate.parse("2026-03-05"));
    for (String channel : channels) {
      world.channel(SimulatedChannel.named(channel).build());
    }
    Workbench bench = new Workbench(world.build(), folder);
    bench.google.writeTokenRecords(bench.tokens);
    return bench;
  }

  private static String[] arguments(Workbench bench, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--tokenRecords=file:" + bench.tokens,
                "--clientSecrets=file:" + bench.client,
                "--apiRootUrl=" + bench.google.apiRootUrl(),
                "--dataApiRootUrl=" + bench.google.dataApiRootUrl(),
                "--queriesPerMinute=1000000",
                "--targetParallelism=1",
                "--lookbackDays=6",
                "--reports=" + String.join(",", REPORTS),
                "--output=" + bench.output));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static void assertTablesAreTheTruth(
      Workbench bench, Collection<SimulatedChannel> channels) throws Exception {
    for (String name : REPORTS) {
      ReportDefinition report = Reports.find(name).orElseThrow();
      assertWithMessage(name)
          .that(bench.table(report))
          .isEqualTo(bench.truth(report, channels, ASKED));
    }
  }

  /** From the first day that was asked for to the last. */
  private static DateRange days(Workbench bench) throws Exception {
    List<Outcome> outcomes = bench.outcomes();
    return new DateRange(
        outcomes.stream().map(Outcome::startDate).min(naturalOrder()).orElseThrow(),
        outcomes.stream().map(Outcome::endDate).max(naturalOrder()).orElseThrow());
  }
}
