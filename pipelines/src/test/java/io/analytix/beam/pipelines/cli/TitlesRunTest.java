// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Titles beside figures, of a channel with two consents and of one that a content owner manages.
 */
final class TitlesRunTest {
  private static final Pattern TITLED = Pattern.compile("(?s)```sql\n([^`]*_titled[^`]*)```");
  private static final List<String> BY_VIDEO =
      List.of("video_daily", "top_videos_daily", "audience_retention");
  private static final List<String> FIGURES =
      List.of("channel_daily", "demographics_daily", "video_daily", "top_playlists_daily");
  private static final List<String> SNAPSHOTS = List.of("channels", "videos", "playlists");

  @TempDir Path folder;

  private final SimulatedChannel one = SimulatedChannel.named("one").videoCount(7).build();
  private final SimulatedChannel two = SimulatedChannel.named("two").videoCount(5).build();
  private final World world =
      World.builder(8)
          .today(Workbench.dates("2026-02-01", "2026-02-10").last())
          .channel(one)
          .contentOwner("network", one, two)
          .build();
  private Workbench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Workbench(world, folder);
    bench.google.writeTokenRecord(bench.tokens, "one", one);
    bench.google.writeTokenRecord(bench.tokens, world.contentOwners().get(0));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void run_intoBigQuery_viewsHaveEveryFigureOnceWithItsTitles() throws Exception {
    try (FakeBigQuery bigQuery = new FakeBigQuery("ds", "EU")) {
      run(
          Stream.concat(FIGURES.stream(), SNAPSHOTS.stream()),
          "--output=",
          "--outputDataset=proj:ds",
          "--bigQueryEndpoint=" + bigQuery.endpoint(),
          "--compatibilityViews=fivetran");
      assertTitled(bigQuery, titles());
      assertThat(lines(bigQuery.query("SELECT COUNT(*), COUNT(snippet_title) FROM ds.video")))
          .containsExactly("12 12");

      String renamed = videos(one).get(0);
      String removed = videos(two).get(1);
      world.editVideo(one.id(), renamed).title("Renamed");
      world.editVideo(two.id(), removed).delete();
      Map<String, String> titles = titles();
      run(
          Stream.of("videos"),
          "--output=",
          "--outputDataset=proj:ds",
          "--bigQueryEndpoint=" + bigQuery.endpoint());

      assertThat(titles).containsEntry(renamed, "Renamed");
      assertThat(titles).doesNotContainKey(removed);
      assertTitled(bigQuery, titles);
      assertThat(
              lines(
                  bigQuery.query(
                      "SELECT DISTINCT video, video_title, video_removed_at IS NOT NULL,"
                          + " channel_title FROM ds.video_daily_titled WHERE video_title IS NULL")))
          .containsExactly(removed + " null true " + titles.get(two.id()));
      assertThat(lines(bigQuery.query("SELECT COUNT(*), COUNT(snippet_title) FROM ds.video")))
          .containsExactly("12 11");
    }
  }

  private static void assertTitled(FakeBigQuery bigQuery, Map<String, String> titles) {
    for (String name : FIGURES) {
      ReportDefinition report = Reports.find(name).orElseThrow();
      String figures =
          ReportSchema.of(report).schema().getFieldNames().stream()
              .map(column -> "\"" + column + "\"")
              .collect(Collectors.joining(", "));
      List<String> stored = lines(bigQuery.query("SELECT " + figures + " FROM ds." + name));
      assertThat(stored).isNotEmpty();
      assertWithMessage(name)
          .that(lines(bigQuery.query("SELECT " + figures + " FROM ds." + name + "_titled")))
          .containsExactlyElementsIn(stored);
      for (Map<String, String> row : bigQuery.query("SELECT * FROM ds." + name + "_titled")) {
        assertThat(row).containsEntry("channel_title", titles.get(row.get("channel_id")));
        for (String entity : List.of("video", "playlist")) {
          if (row.containsKey(entity)) {
            assertWithMessage(row.toString())
                .that(row.get(entity + "_title"))
                .isEqualTo(titles.get(row.get(entity)));
          }
        }
      }
    }
  }

  @Test
  void run_intoParquet_theQueryOfTheGuideHasEveryFigureOnceWithItsTitles() throws Exception {
    Matcher query = TITLED.matcher(Files.readString(Path.of("../src/site/readers.md")));
    assertThat(query.find()).isTrue();
    String statement = query.group(1).replace("'youtube/", "'" + bench.output + "/");
    run(Stream.concat(BY_VIDEO.stream(), SNAPSHOTS.stream()), "--output=" + bench.output);
    world.editVideo(one.id(), videos(one).get(0)).title("Renamed");
    world.editVideo(two.id(), videos(two).get(1)).delete();
    run(Stream.of("videos"), "--output=" + bench.output);
    Map<String, String> titles = titles();

    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckDb.createStatement()) {
      for (String name : BY_VIDEO) {
        sql.execute(statement.replace("video_daily", name));
        String stored =
            "read_parquet('%s/%s/**/*.parquet', union_by_name = true)"
                .formatted(bench.output, name);
        List<String> figures = new ArrayList<>();
        for (String line : lines(sql, "DESCRIBE SELECT * FROM " + stored)) {
          figures.add(line.split(" ", -1)[0]);
        }
        String columns = String.join(", ", figures);

        List<String> rows = lines(sql, "SELECT " + columns + " FROM " + stored);
        assertThat(rows).isNotEmpty();
        assertThat(lines(sql, "SELECT " + columns + " FROM " + name + "_titled"))
            .containsExactlyElementsIn(rows);
        for (String line :
            lines(
                sql,
                "SELECT video || '|' || COALESCE(video_title, 'null') || '|' || channel_id || '|'"
                    + " || channel_title FROM "
                    + name
                    + "_titled")) {
          String[] cells = line.split("\\|", -1);
          assertThat(cells[1]).isEqualTo(String.valueOf(titles.get(cells[0])));
          assertThat(cells[3]).isEqualTo(titles.get(cells[2]));
        }
      }
    }
  }

  /** The titles of all channels, existing videos and playlists, by their ids. */
  private Map<String, String> titles() {
    Map<String, String> titles = new HashMap<>();
    for (SimulatedChannel channel : List.of(one, two)) {
      List<Map<String, Object>> resources = new ArrayList<>(world.videoResources(channel.id()));
      resources.addAll(world.playlistResources(channel.id()));
      resources.add(world.channelResource(channel.id()));
      resources.forEach(
          resource ->
              titles.put(
                  String.valueOf(resource.get("id")),
                  String.valueOf(resource.get("snippet.title"))));
    }
    return titles;
  }

  private List<String> videos(SimulatedChannel channel) {
    return world.videoResources(channel.id()).stream()
        .map(video -> String.valueOf(video.get("id")))
        .toList();
  }

  private void run(Stream<String> reports, String... output) {
    Printed printed =
        bench.run(
            Workbench.dates("2026-01-29", "2026-01-30"),
            Stream.concat(
                    Stream.of("--reports=" + reports.collect(Collectors.joining(","))),
                    Stream.of(output))
                .toArray(String[]::new));
    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
  }

  private static List<String> lines(List<Map<String, String>> rows) {
    return rows.stream()
        .map(row -> row.values().stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .toList();
  }

  private static List<String> lines(Statement sql, String query) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(rows.getObject(i)));
        }
        lines.add(String.join(" ", cells));
      }
    }
    return lines;
  }
}
