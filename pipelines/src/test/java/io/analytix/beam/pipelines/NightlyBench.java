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

/** A nightly run of a few channels: the options of the job and the expected tables. */
final class NightlyBench implements AutoCloseable {
  /** 20:00 in Los Angeles on March 4, when it is March 5 in Greenwich. */
  static final Clock EVENING = Clock.fixed(Instant.parse("2026-03-05T04:00:00Z"), ZoneOffset.UTC);

  /** The look-back window of 6 days. */
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
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
                "--queriesPerMinute=1000000",
                "--lookbackDays=6",
                "--reports=" + String.join(",", REPORTS),
                "--output=" + bench.output));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  void assertTablesEqualTheSimulatedData(Collection<SimulatedChannel> channels) throws Exception {
    for (String name : REPORTS) {
      ReportDefinition report = Reports.find(name).orElseThrow();
      assertWithMessage(name)
          .that(bench.table(report))
          .isEqualTo(bench.truth(report, channels, ASKED));
    }
  }

  /** From the first to the last requested day. */
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
