// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Units of the Data API, by the plan, the outcomes and the server's count; of ten thousand videos
 * with {@code -Danalytix.videos=10000}.
 */
final class DataApiUnitsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-20");
  private static final DateRange DATES = Workbench.dates("2026-03-16", "2026-03-16");
  private static final int VIDEOS = Integer.getInteger("analytix.videos", 1_000);

  /** One for the place of the uploads; each page of the uploads and of the videos has 50. */
  private static final int UNITS = 1 + VIDEOS / 50 + VIDEOS / 50;

  @TempDir Path folder;

  private static World world() {
    return World.builder(3)
        .today(TODAY)
        .channel(SimulatedChannel.named("large").videoCount(VIDEOS).build())
        .build();
  }

  private static int units(Workbench bench) {
    return Stream.of(Call.Kind.CHANNELS, Call.Kind.PLAYLIST_ITEMS, Call.Kind.VIDEOS)
        .mapToInt(kind -> bench.google.recordedCalls(kind).size())
        .sum();
  }

  private static Workbench.Printed plan(Workbench bench, String... more) {
    return Workbench.analytix(
        Stream.concat(
                Stream.of(
                    "plan",
                    "--tokenRecords=file:" + bench.tokens,
                    "--clientSecrets=file:" + bench.client,
                    "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                    "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
                    "--output=" + bench.output,
                    "--reports=videos"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /**
   * No list can be skipped: every response has counts as of now, and an ETag costs its unit, too.
   */
  @Test
  void run_manyVideos_costsWhatThePlanSaysEachNight() throws Exception {
    World world = world();
    ReportDefinition videos = Reports.find("videos").orElseThrow();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      for (int night = 1; night <= 2; night++) {
        Workbench.Printed printed = bench.run(DATES, "--reports=videos");

        assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
        assertThat(units(bench)).isEqualTo(night * UNITS);
        assertThat(bench.outcomes().get(0).dataApiUnits()).isEqualTo(UNITS);
        assertThat(bench.table(videos)).isEqualTo(bench.truth(videos, world.channels(), DATES));
        world.advanceTo(TODAY.plusDays(night));
      }

      assertThat(plan(bench).out())
          .contains(
              String.format(
                  Locale.ROOT,
                  "Data API: 3 to %,d units to look up channel ids and to list what there is, 50"
                      + " per unit, of the day's 10,000 (--dataApiUnitsPerDay); %,d were already"
                      + " used.",
                  10_000 - 2 * UNITS + 1,
                  2 * UNITS));
      assertThat(plan(bench, "--listVideos").out())
          .contains(String.format(Locale.ROOT, "Data API: %,d to %,d units", UNITS, UNITS + 1));
    }
  }

  @Test
  void run_unitsOfTheDayUsedByAnEarlierRun_defersTheRest() throws Exception {
    try (Workbench bench = new Workbench(world(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      String quota = "--dataApiUnitsPerDay=" + (UNITS + VIDEOS / 200);
      Workbench.Printed first = bench.run(DATES, "--reports=videos", quota);
      assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(0);

      Workbench.Printed second = bench.run(DATES, "--reports=videos,channel_daily", quota);

      assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(3);
      assertThat(units(bench)).isEqualTo(UNITS + VIDEOS / 200);
      assertThat(
              bench.outcomes().stream()
                  .filter(outcome -> outcome.status() == Status.DEFERRED)
                  .map(
                      outcome ->
                          outcome.report() + " " + outcome.cause() + " " + outcome.dataApiUnits()))
          .containsExactly("videos " + Cause.QUOTA_DAY + " " + VIDEOS / 200);
    }
  }
}
