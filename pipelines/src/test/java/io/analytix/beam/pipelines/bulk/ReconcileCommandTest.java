// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both halves of one world, whose figures of each day are known. */
final class ReconcileCommandTest {
  private static final String BASIC = "channel_basic_a3";
  private static final LocalDate FIRST = LocalDate.parse("2026-09-20");
  private static final LocalDate OTHER = LocalDate.parse("2026-09-22");
  private static final LocalDate BULK_ONLY = LocalDate.parse("2026-09-24");

  @TempDir Path folder;

  @Test
  void reconcile_bothHalves_showsExactlyTheDaysThatDiffer() throws Exception {
    World world =
        World.builder(51)
            .today(LocalDate.parse("2026-10-01"))
            .channel(SimulatedChannel.named("a").build())
            .channel(SimulatedChannel.named("b").build())
            .build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      world.bulk().history(BulkHistory.EMPTY);
      String a = bench.channel("a");
      for (String channel : bench.channels()) {
        world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(2)));
        FIRST
            .datesUntil(BULK_ONLY.plusDays(1))
            .filter(day -> !(channel.equals(a) && day.equals(FIRST.plusDays(1))))
            .filter(day -> !(channel.equals(a) && day.equals(OTHER)))
            .forEach(
                day ->
                    world
                        .bulk()
                        .publishActivity(channel, day, BulkBench.START.minus(Duration.ofDays(1))));
      }
      long views = views(world, a, OTHER);
      world
          .bulk()
          .publish(
              a,
              BASIC,
              OTHER,
              BulkBench.START.minus(Duration.ofDays(1)),
              List.of(
                  Map.of("video_id", "one", "views", Long.toString(views), "likes", "3"),
                  Map.of("video_id", "two", "views", "5")));
      Printed printed =
          bench.run(
              BASIC,
              "--reports=channel_daily",
              "--startDate=2026-09-15",
              "--endDate=" + BULK_ONLY.minusDays(1));
      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);

      Printed compared = reconcile("--output=" + bench.output, "--json", "--tolerance=0");

      assertWithMessage(compared.all()).that(compared.exitCode()).isEqualTo(2);
      JsonNode result = new ObjectMapper().readTree(compared.out());
      assertThat(result.path("report_type").asText()).isEqualTo(BASIC);
      int both = 0;
      for (JsonNode day : result.path("days")) {
        LocalDate date = LocalDate.parse(day.path("day").asText());
        boolean ofA = day.path("channel_id").asText().equals(a);
        String found = day.path("found_in").asText();
        if (date.equals(BULK_ONLY)) {
          assertThat(found).isEqualTo("bulk");
        } else if (ofA && date.equals(FIRST.plusDays(1))) {
          assertThat(found).isEqualTo("channel_daily");
        } else {
          assertThat(found).isEqualTo("both");
          both++;
          for (JsonNode metric : day.path("metrics")) {
            check(metric, ofA && date.equals(OTHER), views);
          }
        }
      }
      assertThat(both).isEqualTo(4 + 3);
      assertThat(result.path("days").size()).isEqualTo(4 + 3 + 2 + 1);
      String share =
          new BigDecimal(500).divide(new BigDecimal(views), 2, java.math.RoundingMode.HALF_UP)
              + " %";
      compared = reconcile("--output=" + bench.output);
      assertThat(compared.exitCode()).isEqualTo(0);
      assertThat(compared.out()).contains(share);
      assertThat(compared.out()).contains("7 channel days of 2 channels");
      assertThat(compared.out()).contains("Only in bulk files: 2 channel days.");
      assertThat(compared.out()).contains("Only in channel_daily: 1 channel day.");

      compared =
          reconcile("--output=" + bench.output, "--startDate=" + BULK_ONLY.minusDays(1), "--json");
      assertThat(new ObjectMapper().readTree(compared.out()).path("days").size()).isEqualTo(4);
    }
  }

  @Test
  void reconcile_tableIsMissing_tellsWhichAndHowToFetchIt() {
    Printed printed = reconcile("--output=" + folder);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("there is no channel_basic");
  }

  private static void check(JsonNode metric, boolean isOther, long views) {
    String name = metric.path("metric").asText();
    if (!isOther) {
      // Watch time has whole minutes in both halves of this world.
      assertWithMessage(metric.toString())
          .that(
              metric
                  .path("bulk")
                  .decimalValue()
                  .compareTo(metric.path("channel_daily").decimalValue()))
          .isEqualTo(0);
    } else if (name.equals("views")) {
      assertThat(metric.path("bulk").asLong()).isEqualTo(views + 5);
      assertThat(metric.path("channel_daily").asLong()).isEqualTo(views);
      assertThat(metric.path("share").asDouble()).isWithin(1e-12).of(5.0 / views);
    } else if (name.equals("likes")) {
      assertThat(metric.path("bulk").asLong()).isEqualTo(3);
    } else {
      assertThat(metric.path("bulk").isNull()).isTrue();
    }
  }

  private static long views(World world, String channel, LocalDate day) {
    return (Long)
        world
            .truth(ReportQuestion.of(channel, List.of(), List.of("views"), day, day))
            .get(0)
            .get("views");
  }

  private static Printed reconcile(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "reconcile";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Workbench.analytix(line);
  }
}
