// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.ReadResult;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.SnapshotHistory;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.truth.ReportTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The counts of channels and videos over several nights. */
final class SnapshotHistoryTest extends SnapshotFixture {
  private static final LocalDate FIRST = LocalDate.parse("2026-03-07");

  /** The counts that each history should have, by channel, day and video. */
  private final Map<String, Map<String, String>> expected = new TreeMap<>();

  SnapshotHistoryTest() {
    super(
        FIRST,
        SimulatedChannel.named("alpine").videoCount(121).privateVideoCount(2).build(),
        SimulatedChannel.named("baker").videoCount(3).build());
  }

  @Test
  void history_nightAfterNightInParquet_isWhatEachDaySaid() throws Exception {
    nights(false);
    assertGained();
    assertThat(bench.files().keySet())
        .contains("videos_history/year_month=2026-03/" + alpine.id() + ".parquet");
  }

  @Test
  void history_nightAfterNightInBigQuery_isWhatEachDaySaid() throws Exception {
    nights(true);
  }

  private void nights(boolean inBigQuery) throws Exception {
    night(inBigQuery, FIRST, "09:00");
    expect(FIRST, SNAPSHOTS, List.of(alpine, baker), Set.of());
    assertHistories(inBigQuery);

    // The second run of a day replaces its rows: a video is gone, one is new, counts moved. A list
    // that is cut replaces only what it has.
    world.editVideo(baker.id(), videos(baker).get(1)).delete();
    world.publish(baker.id(), "New", Instant.parse("2026-03-07T18:00:00Z"));
    world.editVideo(baker.id(), videos(baker).get(1)).views(1234).likes(5);
    videos(alpine).forEach(video -> world.editVideo(alpine.id(), video).views(1_000_000));
    bench.google.maxPlaylistItems(50);
    night(inBigQuery, FIRST, "23:30");
    Set<String> listed = Set.copyOf(videos(alpine).subList(0, 50));
    expect(FIRST, SNAPSHOTS, List.of(alpine, baker), listed);
    assertHistories(inBigQuery);
    bench.google.maxPlaylistItems(Integer.MAX_VALUE);

    // The next day begins at midnight Pacific time, here on the day of the change of the clocks.
    world.advanceTo(FIRST.plusDays(1));
    world.editVideo(alpine.id(), videos(alpine).get(7)).delete();
    world.editChannel(alpine.id()).subscribersHidden(true);
    world.editChannel(baker.id()).subscribers(4567);
    bench
        .google
        .faults()
        .on(
            call -> call.kind() == Call.Kind.PLAYLIST_ITEMS && baker.id().equals(call.channelId()),
            Fault.FORBIDDEN,
            1000);
    night(inBigQuery, FIRST.plusDays(1), "00:10");
    expect(FIRST.plusDays(1), SNAPSHOTS.subList(0, 1), List.of(alpine, baker), Set.of());
    expect(FIRST.plusDays(1), SNAPSHOTS.subList(1, 2), List.of(alpine), Set.of());
    assertHistories(inBigQuery);
  }

  /** The query of the guide. */
  private void assertGained() throws Exception {
    String page = Files.readString(Path.of("../src/site/history.md"));
    String query =
        page.substring(page.indexOf("```sql\n") + 7, page.lastIndexOf("\n```\n\n## Removed"))
            .replace(";", "")
            .replace("'youtube/", "'" + bench.output + "/");
    Map<String, String> counts = expected.get("channels_history");
    long before = Long.parseLong(counts.get(baker.id() + " " + FIRST).split(" ")[0]);
    long after = Long.parseLong(counts.get(baker.id() + " " + FIRST.plusDays(1)).split(" ")[0]);
    List<String> gained = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows = duckDb.createStatement().executeQuery(query)) {
      while (rows.next()) {
        gained.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
    }
    assertThat(gained).contains(baker.id() + " " + FIRST + " null");
    assertThat(gained).contains(baker.id() + " " + FIRST.plusDays(1) + " " + (after - before));
  }

  /** The ids of a channel's videos, the newest first. */
  private List<String> videos(SimulatedChannel channel) {
    return world.videoResources(channel.id()).stream()
        .map(video -> String.valueOf(video.get("id")))
        .toList();
  }

  /**
   * Adds what the world says now to what is expected.
   *
   * @param listed the videos of the first channel that are listed; empty for all
   */
  private void expect(
      LocalDate day,
      Collection<ReportDefinition> snapshots,
      List<SimulatedChannel> channels,
      Set<String> listed) {
    for (ReportDefinition snapshot : snapshots) {
      DerivedTable history = SnapshotHistory.of(snapshot).orElseThrow();
      Map<String, String> table = expected.computeIfAbsent(history.name(), any -> new TreeMap<>());
      for (SimulatedChannel channel : channels) {
        boolean cut = channel.equals(alpine) && !listed.isEmpty();
        String key = channel.id() + " " + day;
        if (!cut) {
          table.keySet().removeIf(one -> one.startsWith(key));
        }
        for (Map<String, Object> row :
            ReportTruth.rows(world, snapshot, channel.id(), new DateRange(day, day))) {
          Object video = row.get("video");
          if (!cut || video == null || listed.contains(video)) {
            table.put(
                video == null ? key : key + " " + video,
                String.join(
                    " ",
                    ReportSchema.of(history).values().stream()
                        .map(count -> String.valueOf(row.get(count)))
                        .toList()));
          }
        }
      }
    }
  }

  private void assertHistories(boolean inBigQuery) throws Exception {
    for (DerivedTable history : SnapshotHistory.of(SNAPSHOTS)) {
      assertWithMessage(history.name())
          .that(stored(history, inBigQuery))
          .isEqualTo(expected.get(history.name()));
    }
  }

  private Map<String, String> stored(DerivedTable history, boolean inBigQuery) throws Exception {
    List<String> columns = new ArrayList<>(List.of("channel_id"));
    columns.addAll(ReportSchema.of(history).keys());
    int keys = columns.size();
    columns.addAll(ReportSchema.of(history).values());
    String select = "SELECT " + String.join(", ", columns) + " FROM ";
    List<List<String>> rows = new ArrayList<>();
    if (inBigQuery) {
      bigQuery
          .rows(select + "ds." + history.name())
          .forEach(row -> rows.add(row.values().stream().map(String::valueOf).toList()));
    } else {
      try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
          ResultSet found =
              duckDb
                  .createStatement()
                  .executeQuery(
                      select
                          + "read_parquet('"
                          + bench.output.resolve(history.name())
                          + "/*/*.parquet')")) {
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            row.add(String.valueOf(found.getObject(i)));
          }
          rows.add(row);
        }
      }
    }
    Map<String, String> table = new TreeMap<>();
    for (List<String> row : rows) {
      String before =
          table.put(
              String.join(" ", row.subList(0, keys)),
              String.join(" ", row.subList(keys, row.size())));
      assertThat(before).isNull();
    }
    return table;
  }

  /** Fetches the snapshots, whose responses arrive at this time of the Pacific day. */
  private void night(boolean inBigQuery, LocalDate day, String time) throws Exception {
    Instant arrival = day.atTime(LocalTime.parse(time)).atZone(RunDates.PACIFIC).toInstant();
    night(inBigQuery, arrival, ReadResult::withHistory);
  }
}
