// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Comparator.naturalOrder;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.Workbench;
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

/** A night of a few channels: what the job is told, and what it should leave. */
final class NightlyBench implements AutoCloseable {
  /** 20:00 in Los Angeles on March 4, when it is March 5 in Greenwich. */
  static final Clock EVENING = Clock.fixed(Instant.parse("2026-03-05T04:00:00Z"), ZoneOffset.UTC);

  /** What the look-back of 6 days asks for then. */
  static final DateRange ASKED = Workbench.dates("2026-02-26", "2026-03-03");

  /** One request for all days, and one a day. */
  private static final List<String> REPORTS = List.of("channel_daily", "geography_daily");

  final Workbench bench;

  NightlyBench(Path folder, String... channels) throws Exception {
    World.Builder world = World.builder(11).today(LocalDate.parse("2026-03-05"));
    for (String channel : channels) {
      world.channel(SimulatedChannel.named(channel).build());
    }
    bench = new Workbench(world.build(), folder);
    bench.google.writeTokenRecords(bench.tokens);
  }

  String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--tokenRecords=file:" + bench.tokens,
                "--clientSecrets=file:" + bench.client,
                "--apiRootUrl=" + bench.google.apiRootUrl(),
                "--dataApiRootUrl=" + bench.google.dataApiRootUrl(),
                "--queriesPerMinute=1000000",
                "--lookbackDays=6",
                "--reports=" + String.join(",", REPORTS),
                "--output=" + bench.output));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  void assertTablesAreTheTruth(Collection<SimulatedChannel> channels) throws Exception {
    for (String name : REPORTS) {
      ReportDefinition report = Reports.find(name).orElseThrow();
      assertWithMessage(name)
          .that(bench.table(report))
          .isEqualTo(bench.truth(report, channels, ASKED));
    }
  }

  /** From the first day that was asked for to the last. */
  DateRange days() throws Exception {
    List<Outcome> outcomes = bench.outcomes();
    return new DateRange(
        outcomes.stream().map(Outcome::startDate).min(naturalOrder()).orElseThrow(),
        outcomes.stream().map(Outcome::endDate).max(naturalOrder()).orElseThrow());
  }

  long failed() throws Exception {
    return bench.outcomes().stream().filter(outcome -> outcome.status() == Status.FAILED).count();
  }

  @Override
  public void close() {
    bench.close();
  }
}
