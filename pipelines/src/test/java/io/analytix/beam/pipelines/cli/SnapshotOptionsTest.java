// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.AnalytixNightly;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.SimulatedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code --keepRemovedTexts} and {@code --history}. */
final class SnapshotOptionsTest extends SnapshotFixture {
  private static final ReportDefinition VIDEOS = Reports.find("videos").orElseThrow();
  private static final String REMOVED_AT = "removed_at";
  private static final String BOTH = "--reports=channels,videos";

  SnapshotOptionsTest() {
    super(
        LocalDate.parse("2026-03-10"),
        SimulatedChannel.named("alpine").videoCount(4).build(),
        SimulatedChannel.named("baker").videoCount(2).build());
  }

  @Test
  void keepRemovedTexts_inParquet_keepsThemUntilARunWithoutIt() throws Exception {
    removeAndRestore(false);
  }

  @Test
  void keepRemovedTexts_inBigQuery_keepsThemUntilARunWithoutIt() throws Exception {
    removeAndRestore(true);
  }

  private void removeAndRestore(boolean inBigQuery) throws Exception {
    List<String> videos =
        world.videoResources(alpine.id()).stream()
            .map(video -> String.valueOf(video.get("id")))
            .toList();
    String first = videos.get(1);
    String second = videos.get(2);
    String third = videos.get(3);
    Map<String, Map<String, String>> whole = truth();
    run(inBigQuery);
    assertThat(stored(inBigQuery)).isEqualTo(whole);

    // Without the option the ids remain.
    world.editVideo(alpine.id(), first).delete();
    world.editVideo(alpine.id(), second).delete();
    assertThat(truth()).hasSize(whole.size() - 2);
    run(inBigQuery);
    assertThat(stored(inBigQuery)).isEqualTo(with(whole, cleared(first), cleared(second)));

    // With the option the row remains as it was, also in later runs.
    world.editVideo(alpine.id(), first).restore();
    world.editVideo(alpine.id(), third).delete();
    run(inBigQuery, "--keepRemovedTexts");
    Map<String, String> kept = new TreeMap<>(whole.get(third));
    kept.put(REMOVED_AT, "is set");
    assertThat(stored(inBigQuery)).isEqualTo(with(whole, cleared(second), kept));
    String removedAt = removedAt(inBigQuery, third);
    run(inBigQuery, "--keepRemovedTexts");
    assertThat(stored(inBigQuery)).isEqualTo(with(whole, cleared(second), kept));

    // The next run without it removes the texts, and the time stays.
    world.editVideo(alpine.id(), second).restore();
    run(inBigQuery);
    assertThat(stored(inBigQuery)).isEqualTo(with(whole, cleared(third)));
    assertThat(removedAt(inBigQuery, third)).isEqualTo(removedAt);
  }

  private Map<String, String> cleared(String video) {
    return Map.of("channel_id", alpine.id(), "video", video, REMOVED_AT, "is set");
  }

  @SafeVarargs
  private static Map<String, Map<String, String>> with(
      Map<String, Map<String, String>> rows, Map<String, String>... changed) {
    Map<String, Map<String, String>> all = new TreeMap<>(rows);
    for (Map<String, String> row : changed) {
      all.put(row.get("video"), row);
    }
    return all;
  }

  @Test
  void history_costsNoRequest_andItsOutcomesCountAsNone() throws Exception {
    Printed without = run(false, BOTH);
    int requests = bench.google.recordedCalls().size();

    Printed with = run(false, BOTH, "--history", "--monthFiles");

    assertThat(bench.google.recordedCalls()).hasSize(2 * requests);
    String counted = "Requests: 4 planned, 0 sent; 4 outcomes.";
    assertThat(without.out()).contains(counted);
    assertThat(with.out()).contains(counted);
    assertThat(with.out()).doesNotContain("_history");
    assertThat(
            bench.outcomes().stream()
                .filter(outcome -> outcome.report().endsWith("_history"))
                .map(outcome -> outcome.report() + " " + outcome.status() + " " + outcome.rows())
                .toList())
        .containsExactly(
            "channels_history OK 1",
            "channels_history OK 1",
            "videos_history OK 4",
            "videos_history OK 2");
    assertThat(bench.outcomes().stream().mapToInt(Outcome::requests).sum()).isEqualTo(0);
    String month = LocalDate.ofInstant(Instant.now(), RunDates.PACIFIC).toString().substring(0, 7);
    assertThat(bench.files().keySet())
        .containsAtLeast(
            "_months/channels_history/" + month + ".parquet",
            "_months/videos_history/" + month + ".parquet",
            "channels_history/year_month=" + month + "/" + alpine.id() + ".parquet",
            "videos_history/year_month=" + month + "/" + baker.id() + ".parquet");
    Path page = Files.list(bench.output.resolve("_runs")).sorted().toList().get(1);
    assertThat(Files.readString(page)).doesNotContain("_history");

    Map<String, Long> files = bench.files();
    Printed again = run(false, BOTH, "--history", "--monthFiles");
    assertThat(again.out()).contains("Nothing changed");
    assertThat(bench.files()).isEqualTo(files);

    Printed forgotten = forget("alpine", output(false));
    assertThat(forgotten.exitCode()).isEqualTo(0);
    assertThat(bench.files().keySet().stream().filter(file -> file.contains(alpine.id())).toList())
        .isEmpty();
    assertThat(bench.files().keySet())
        .contains("videos_history/year_month=" + month + "/" + baker.id() + ".parquet");
  }

  @Test
  void history_inBigQuery_isCountedInTheSummaryAndForgotten() {
    Printed first = run(true, BOTH, "--history");

    assertThat(first.out()).containsMatch("videos_history +6 +0 +0 +0");
    assertThat(first.out()).contains("Requests: 4 planned, 0 sent; 4 outcomes.");
    assertThat(bigQuery.query("SELECT * FROM ds.videos_history")).hasSize(6);
    assertThat(bigQuery.query("SELECT * FROM ds.channels_history")).hasSize(2);

    Printed forgotten = forget("alpine", output(true));

    assertWithMessage(forgotten.all()).that(forgotten.exitCode()).isEqualTo(0);
    for (String table : List.of("channels", "videos", "channels_history", "videos_history")) {
      assertThat(bigQuery.query("SELECT DISTINCT channel_id FROM ds." + table).toString())
          .isEqualTo("[{channel_id=" + baker.id() + "}]");
    }
  }

  @Test
  void history_ofTheNightlyJob_isStoredInBothOutputs() throws Exception {
    nightly("--reports=videos", output(false));
    nightly(
        "--reports=channels",
        output(true),
        "--project=proj",
        "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
        "--tempLocation=" + Files.createDirectories(folder.resolve("temp")));

    assertThat(bigQuery.query("SELECT * FROM ds.channels_history")).hasSize(2);
    assertThat(Files.isDirectory(bench.output.resolve("videos_history"))).isTrue();
  }

  @Test
  void history_withoutSnapshotsOrWithATakenName_isRefusedInOneLine() throws Exception {
    Printed none = run(false, "--reports=channel_daily", "--history");
    Path file =
        Files.writeString(
            folder.resolve("reports.yaml"),
            """
            reports:
              - name: videos_history
                dimensions: [day]
                metrics: [views]
            """);
    Printed taken = run(false, BOTH, "--history", "--reportsFile=" + file);

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err().strip())
        .isEqualTo(
            "analytix: --history keeps the counts of the reports channels and videos: add one of"
                + " them to --reports, or leave --history out");
    assertThat(taken.exitCode()).isEqualTo(1);
    assertThat(taken.err().strip())
        .isEqualTo(
            "analytix: report 'videos_history' has the name of a table that --history adds: rename"
                + " it");

    // A table of that name with other columns is left alone.
    Printed own = run(false, "--reports=", "--reportsFile=" + file, "--lookbackDays=3");
    assertWithMessage(own.all()).that(own.exitCode()).isEqualTo(0);
    Printed other = run(false, BOTH, "--history");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err().lines().toList()).hasSize(1);
    assertThat(other.err()).contains("report 'videos_history' does not match");
  }

  private void nightly(String reports, Stream<String> output, String... more) {
    AnalytixNightly.run(
        Clock.systemUTC(),
        Stream.of(
                access(),
                output,
                Stream.of(
                    "--history",
                    reports,
                    "--targetParallelism=1",
                    "--enforceImmutability=false",
                    "--enforceEncodability=false"),
                Stream.of(more))
            .flatMap(all -> all)
            .toArray(String[]::new));
  }

  private Printed forget(String name, Stream<String> output) {
    return Workbench.analytix(
        Stream.concat(
                Stream.of(
                    "channels",
                    "forget",
                    name,
                    "--rows",
                    "--yes",
                    "--tokenRecords=file:" + bench.tokens),
                output)
            .toArray(String[]::new));
  }

  private Printed run(boolean inBigQuery, String... options) {
    return run(
        inBigQuery,
        Clock.systemUTC(),
        Stream.concat(Stream.of("--reports=videos"), Stream.of(options)).toArray(String[]::new));
  }

  /** The rows of the world's videos, by id; their columns as text, without times and nulls. */
  private Map<String, Map<String, String>> truth() {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    bench
        .truth(VIDEOS, List.of(alpine, baker), Workbench.dates("2026-03-09", "2026-03-09"))
        .values()
        .forEach(row -> rows.put(String.valueOf(row.get("video")), texts(row)));
    return rows;
  }

  private Map<String, Map<String, String>> stored(boolean inBigQuery) throws Exception {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    if (inBigQuery) {
      for (Map<String, Object> row : bigQuery.rows("SELECT * FROM ds.videos")) {
        row.keySet().removeAll(List.of("content_owner", "fetched_at", "run_id"));
        rows.put(String.valueOf(row.get("video")), texts(row));
      }
    } else {
      bench
          .table(VIDEOS)
          .values()
          .forEach(row -> rows.put(String.valueOf(row.get("video")), texts(row)));
    }
    return rows;
  }

  private static Map<String, String> texts(Map<String, Object> row) {
    Map<String, String> texts = new TreeMap<>();
    row.forEach(
        (name, value) -> {
          if (value != null && (name.endsWith("_at") || name.endsWith("_time"))) {
            texts.put(name, "is set");
          } else if (value != null) {
            texts.put(name, String.valueOf(value));
          }
        });
    return texts;
  }

  private String removedAt(boolean inBigQuery, String video) throws Exception {
    return inBigQuery
        ? bigQuery
            .query("SELECT removed_at FROM ds.videos WHERE video = '" + video + "'")
            .toString()
        : String.valueOf(
            bench.table(VIDEOS).values().stream()
                .filter(row -> video.equals(row.get(ReportSchema.VIDEO)))
                .map(row -> row.get(REMOVED_AT))
                .toList());
  }
}
