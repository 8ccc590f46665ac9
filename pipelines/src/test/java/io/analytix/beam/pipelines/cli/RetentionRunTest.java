// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.ReportsFile;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.RecordedCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports with one request per video, playlist or group, as whole runs. */
final class RetentionRunTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-20");
  private static final DateRange DATES = Workbench.dates("2026-03-01", "2026-03-14");
  private static final int CHANNELS = 100;
  private static final int VIDEOS = 2;

  @TempDir Path folder;

  private ReportDefinition report(String yaml) throws Exception {
    Path file = folder.resolve("reports.yaml");
    Files.writeString(file, yaml);
    return ReportsFile.read(file.toString()).get(0);
  }

  private Workbench.Printed run(Workbench bench, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--reports=", "--reportsFile=" + folder.resolve("reports.yaml")));
    arguments.addAll(List.of(more));
    return bench.run(DATES, arguments.toArray(String[]::new));
  }

  private static List<String> queries(Workbench bench) {
    return bench.google.recordedCalls(Call.Kind.REPORT).stream()
        .map(RecordedCall::call)
        .map(call -> call.channelId() + " " + call.parameters().getOrDefault("filters", "list"))
        .toList();
  }

  private static World world(int channels) {
    World.Builder world = World.builder(5).today(TODAY);
    for (int number = 0; number < channels; number++) {
      world.channel(SimulatedChannel.named("channel-" + number).videoCount(6).build());
    }
    return world.build();
  }

  /** Two hundred videos of a hundred channels, whose requests do not fit into one day. */
  @Test
  void run_dayQuotaBelowAllVideos_defersWholeChannelsAndRequestsNothingTwice() throws Exception {
    try (Workbench bench = new Workbench(world(CHANNELS), folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      ReportDefinition curve =
          report(
              """
              reports:
                - name: curves
                  every: range
                  each: video
                  top: 2
                  dimensions: [elapsedVideoTimeRatio]
                  metrics: [audienceWatchRatio, relativeRetentionPerformance]
              """);
      int perChannel = 1 + VIDEOS;

      Workbench.Printed first = run(bench, "--queriesPerDay=" + 40 * perChannel);

      assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(3);
      assertThat(queries(bench)).hasSize(40 * perChannel);
      assertThat(bench.outcomes().stream().filter(o -> o.status() == Status.DEFERRED).count())
          .isEqualTo(CHANNELS - 40);

      Workbench.Printed second = run(bench, "--resume", "--queriesPerDay=" + 70 * perChannel);

      assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(3);
      assertThat(queries(bench)).hasSize(70 * perChannel);

      Workbench.Printed third = run(bench, "--resume");

      assertWithMessage(third.all()).that(third.exitCode()).isEqualTo(0);
      assertThat(queries(bench)).hasSize(CHANNELS * perChannel);
      assertThat(new HashSet<>(queries(bench))).hasSize(CHANNELS * perChannel);
      assertThat(bench.table(curve)).isEqualTo(bench.truth(curve, bench.world.channels(), DATES));
      assertThat(bench.table(curve)).hasSize(CHANNELS * VIDEOS * 100);
    }
  }

  @Test
  void run_videosPublishedLately_requestsThese() throws Exception {
    World world = world(3);
    SimulatedChannel channel = world.channels().get(1);
    String video = channel.videos().get(3);
    world.editVideo(channel.id(), video).publishedAt(Instant.parse("2026-03-08T12:00:00Z"));
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      ReportDefinition curve =
          report(
              """
              reports:
                - name: new_videos
                  every: range
                  each: video
                  publishedWithinDays: 7
                  dimensions: [elapsedVideoTimeRatio]
                  metrics: [audienceWatchRatio]
              """);

      Workbench.Printed printed = run(bench);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(queries(bench)).containsExactly(channel.id() + " video==" + video);
      assertThat(bench.table(curve)).isEqualTo(bench.truth(curve, world.channels(), DATES));
      assertThat(bench.table(curve)).hasSize(100);
      assertThat(bench.outcomes().stream().map(Outcome::status))
          .containsExactly(Status.EMPTY, Status.OK, Status.EMPTY);
    }
  }

  /** Ids of other channels would be refused or empty, so they are not requested. */
  @Test
  void run_listedVideos_requestsEachOfItsChannel() throws Exception {
    World world = world(3);
    String own = world.channels().get(0).videos().get(2);
    String other = world.channels().get(2).videos().get(5);
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      ReportDefinition curve =
          report(
              """
              reports:
                - name: two_videos
                  every: range
                  each: video
                  ids: [%s, %s, AAAAAAAAAAA]
                  dimensions: [elapsedVideoTimeRatio]
                  metrics: [audienceWatchRatio]
              """
                  .formatted(own, other));

      Workbench.Printed printed = run(bench);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(queries(bench))
          .containsExactly(
              world.channels().get(0).id() + " video==" + own,
              world.channels().get(2).id() + " video==" + other);
      assertThat(bench.table(curve)).isEqualTo(bench.truth(curve, world.channels(), DATES));
    }
  }

  @Test
  void run_eachPlaylist_requestsEachOfTheChannelsPlaylists() throws Exception {
    World world = world(2);
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      ReportDefinition daily =
          report(
              """
              reports:
                - name: playlist_by_day
                  each: playlist
                  dimensions: [day]
                  metrics: [playlistViews, playlistStarts]
              """);

      Workbench.Printed printed = run(bench);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(bench.google.recordedCalls(Call.Kind.PLAYLISTS)).hasSize(2);
      assertThat(queries(bench)).hasSize(2 * 3);
      Map<String, Map<String, Object>> truth = bench.truth(daily, world.channels(), DATES);
      assertThat(truth).isNotEmpty();
      assertThat(bench.table(daily)).isEqualTo(truth);
    }
  }

  @Test
  void run_eachGroup_requestsEachOfTheAccountsGroups() throws Exception {
    World world = world(1);
    SimulatedChannel channel = world.channels().get(0);
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      String group =
          bench.google.makeGroup(
              Instant.parse("2026-01-01T00:00:00Z"),
              "channel==" + channel.id(),
              "Some",
              "youtube#video",
              channel.videos().get(0),
              channel.videos().get(1));
      ReportDefinition daily =
          report(
              """
              reports:
                - name: group_by_day
                  each: group
                  dimensions: [day]
                  metrics: [views, likes]
              """);

      Workbench.Printed printed = run(bench);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(queries(bench)).contains(channel.id() + " group==" + group);
      assertThat(bench.table(daily)).isNotEmpty();
      assertThat(bench.table(daily).values().stream().map(row -> row.get("group_id")).distinct())
          .containsExactly(group);
    }
  }
}
