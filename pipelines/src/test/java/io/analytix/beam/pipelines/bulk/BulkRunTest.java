// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BulkRunTest {
  private static final String BASIC = "channel_basic_a3";

  @TempDir Path folder;

  @Test
  void run_oneChannel_tableEqualsTheFilesAndTheNextNightSendsOneListing() throws Exception {
    World world = World.builder(3).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      String channel = bench.channel("a");
      world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(4)));

      Printed printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      List<String> truth = bench.truth(BASIC, List.of(channel), BulkBench.START);
      assertThat(truth).isNotEmpty();
      assertThat(bench.table(BASIC)).isEqualTo(truth);
      int files = world.bulk().files(channel, BASIC, BulkBench.START).size();
      assertThat(bench.outcomes()).hasSize(files);
      assertThat(bench.calls(Call.Kind.JOBS)).isEqualTo(1);
      assertThat(bench.calls(Call.Kind.JOB_REPORTS)).isEqualTo(1);
      assertThat(bench.calls(Call.Kind.MEDIA)).isEqualTo(files);
      Map<String, Long> stored = bench.files();

      printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(bench.files()).isEqualTo(stored);
      assertThat(bench.calls(Call.Kind.JOBS)).isEqualTo(2);
      assertThat(bench.calls(Call.Kind.JOB_REPORTS)).isEqualTo(2);
      assertThat(bench.calls(Call.Kind.MEDIA)).isEqualTo(files);
    }
  }

  @Test
  void run_eightEventfulNights_everyNightTheTablesEqualTheNewestFilesWithRows() throws Exception {
    World world =
        World.builder(11)
            .channels(1)
            .contentOwner("acme", SimulatedChannel.named("managed").build())
            .build();
    List<String> ofChannels = List.of(BASIC, "channel_reach_combined_a1");
    List<String> ofOwner = List.of("content_owner_estimated_revenue_a1");
    try (BulkBench bench = new BulkBench(world, folder)) {
      world.bulk().history(BulkHistory.EVENTFUL);
      for (String type : ofChannels) {
        bench.channels().forEach(id -> world.bulk().createJob(id, type, before()));
      }
      ofOwner.forEach(type -> world.bulk().createJob("acme", type, before()));
      String types = String.join(",", ofChannels) + "," + String.join(",", ofOwner);

      for (int night = 0; night < 8; night++) {
        Printed printed = bench.run(types);

        assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
        for (String type : ofChannels) {
          assertWithMessage("night %s of %s", night, type)
              .that(bench.table(type))
              .isEqualTo(bench.truth(type, bench.channels(), BulkBench.START));
        }
        for (String type : ofOwner) {
          assertWithMessage("night %s of %s", night, type)
              .that(bench.table(type))
              .isEqualTo(bench.truth(type, List.of("acme"), BulkBench.START));
        }
        bench.nextNight();
      }
    }
  }

  /** A day of 25 hours, and one of 23. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-11-01", "2027-03-14"})
  void run_oddCellsOnDaysOfClockChanges_areStoredExactly(LocalDate day) throws Exception {
    World world = World.builder(5).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      String channel = bench.channel("a");
      bench.clock.move(
          Duration.between(
              BulkBench.START, day.plusDays(4).atStartOfDay().toInstant(ZoneOffset.UTC)));
      Instant created = bench.clock.instant().minus(Duration.ofDays(1));
      world.bulk().history(channel, BulkHistory.EMPTY);
      world.bulk().createJob(channel, BASIC, created.minus(Duration.ofDays(6)));
      for (LocalDate one = day.minusDays(1); !one.isAfter(day.plusDays(1)); one = one.plusDays(1)) {
        world
            .bulk()
            .publish(
                channel,
                BASIC,
                one,
                created.plusNanos(123_456_000),
                List.of(
                    Map.of("video_id", "a, \"b\"\nc", "views", "1E3", "watch_time_minutes", "0.0"),
                    Map.of("video_id", "-x", "likes", "-1", "watch_time_minutes", "1.5e-7"),
                    Map.of("video_id", "", "views", "9223372036854775807")));
      }

      Printed printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(
              bench.query(
                  "SELECT string_agg(concat_ws('|', date, video_id, views, likes,"
                      + " watch_time_minutes), ';' ORDER BY date, video_id)",
                  BASIC))
          .isEqualTo(
              Stream.of(day.minusDays(1), day, day.plusDays(1))
                  .flatMap(
                      one ->
                          Stream.of(
                              one + "||9223372036854775807",
                              one + "|-x|-1|1.5e-07",
                              one + "|a, \"b\"\nc|1000|0.0"))
                  .collect(Collectors.joining(";")));
    }
  }

  @Test
  void run_missingAndRetiredJobs_haveTheirOwnCauses() throws Exception {
    World world = World.builder(5).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      world.bulk().retire("channel_cards_a1", BulkBench.START.minus(Duration.ofDays(9)));

      Printed printed = bench.run(BASIC + ",channel_cards_a1");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      assertThat(
              bench.outcomes().stream()
                  .collect(Collectors.toMap(Outcome::report, outcome -> outcome.cause() + "")))
          .containsExactly(BASIC, "JOB_MISSING", "channel_cards_a1", "REPORT_TYPE_RETIRED");
      assertThat(printed.out()).contains("jobs create");

      printed = bench.run(BASIC, "--createJobs");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(world.bulk().jobs(bench.channel("a"))).containsKey(BASIC);
      bench.clock.move(Duration.ofDays(2));
      Instant second = bench.clock.instant();
      printed = bench.run(BASIC);
      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(bench.table(BASIC))
          .isEqualTo(bench.truth(BASIC, List.of(bench.channel("a")), second));
      assertThat(bench.outcomes().stream().map(Outcome::status).collect(Collectors.toSet()))
          .isEqualTo(Set.of(Status.OK));
    }
  }

  @Test
  void run_expiredJob_storesItsLastFilesAndSaysThatThereAreNoMore() throws Exception {
    World world = World.builder(5).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      String channel = bench.channel("a");
      world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(20)));
      world.bulk().expireJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(8)));

      Printed printed = bench.run(BASIC, "--createJobs");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      assertThat(bench.table(BASIC))
          .isEqualTo(bench.truth(BASIC, List.of(channel), BulkBench.START));
      assertThat(bench.table(BASIC)).isNotEmpty();
      assertThat(
              bench.outcomes().stream()
                  .filter(outcome -> outcome.status() == Status.FAILED)
                  .map(Outcome::cause))
          .containsExactly(Cause.JOB_MISSING);
      assertThat(printed.out()).contains("the job expired on 2026-09-23");
      assertThat(bench.jobs().get(0)).contains("missing=0, missing_days=,");
    }
  }

  @Test
  void run_channelWhoseFilesNeverHaveRows_isReportedAsProbablyTheWrongChannel() throws Exception {
    World world =
        World.builder(6)
            .channel(SimulatedChannel.named("empty").build())
            .channel(SimulatedChannel.named("usual").build())
            .build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      BulkHistory quiet = BulkHistory.QUIET;
      world.bulk().history(bench.channel("empty"), new BulkHistory(quiet.maxRows(), 0, 1, 0, 0, 0));
      bench.channels().forEach(id -> world.bulk().createJob(id, BASIC, before()));

      Printed printed = bench.run(BASIC);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      List<Outcome> failed =
          bench.outcomes().stream().filter(o -> o.status() == Status.FAILED).toList();
      assertThat(failed).hasSize(1);
      assertThat(failed.get(0).tokenRecord()).isEqualTo("empty");
      assertThat(failed.get(0).cause()).isEqualTo(Cause.IDENTITY_MISMATCH);
      assertThat(printed.out()).contains("probably the wrong channel consented");
    }
  }

  private static Instant before() {
    return BulkBench.START.minus(Duration.ofDays(4));
  }
}
