// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.analytix.beam.pipelines.AnalytixNightly;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReportReader;
import io.analytix.beam.pipelines.storage.FakeCloudStorage;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs to Cloud Storage, against the same to a folder. */
final class CloudStorageRunTest {
  private static final DateRange DATES = Workbench.dates("2026-02-26", "2026-03-03");
  private static final String OUTPUT = "gs://" + FakeCloudStorage.BUCKET + "/youtube";
  private static final List<String> REPORTS = List.of("channel_daily", "geography_daily");

  private final World world =
      World.builder(20260315)
          .today(DATES.last().plusDays(5))
          .channel(SimulatedChannel.named("alpine-baker").build())
          .channel(SimulatedChannel.named("bike-workshop").build())
          .build();

  private FakeCloudStorage storage;
  private Workbench bench;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    storage = FakeCloudStorage.start();
    bench = new Workbench(world, folder);
    bench.google.writeTokenRecords(bench.tokens);
  }

  @AfterEach
  void stop() {
    bench.close();
    storage.close();
  }

  @Test
  void run_toCloudStorage_isTheSameFileByFileAndASecondRunChangesNothing() throws Exception {
    succeed(bench.run(DATES, "--reports=" + String.join(",", REPORTS)));
    storage.fail("POST", ".parquet", FakeCloudStorage.Fault.DONE_BUT_UNAVAILABLE);
    Workbench.Printed first = succeed(run());

    for (String name : REPORTS) {
      ReportDefinition report = Reports.find(name).orElseThrow();
      List<List<Object>> there = figures(ReportReader.rows(cloud(), report));
      assertThat(there).isNotEmpty();
      assertThat(there)
          .isEqualTo(figures(ReportReader.rows(ParquetOutput.at(bench.output.toString()), report)));
    }
    assertThat(rowFiles().keySet())
        .containsExactlyElementsIn(
            bench.files().keySet().stream().map(path -> "youtube/" + path).toList());
    assertThat(first.out()).contains("Output: " + OUTPUT);
    assertThat(first.out()).containsMatch("Page: " + OUTPUT + "/_runs/.+\\.html");
    assertThat(storage.objects().keySet()).doesNotContain("youtube/.lock");
    Map<String, Long> before = rowFiles();

    Workbench.Printed second = succeed(run());

    assertThat(second.out()).contains("Nothing changed: ");
    assertThat(rowFiles()).isEqualTo(before);
    Workbench.Printed third = succeed(run("--resume"));
    assertThat(third.out()).contains("Requests: 0 planned, 0 sent");
    succeed(run("--backfillFrom=2026-02-20"));
    storage.objects().values().forEach(object -> assertNoSecret(object.content()));
  }

  @Test
  void run_monthFiles_areThoseOfALocalRunAndASecondRunWritesNone() throws Exception {
    succeed(bench.run(DATES, "--reports=" + String.join(",", REPORTS), "--monthFiles"));
    assertThat(succeed(run("--monthFiles")).out()).contains("Month files: 4 changed.");

    Map<String, Long> before = rowFiles();
    assertThat(before.keySet())
        .containsExactlyElementsIn(
            bench.files().keySet().stream().map(path -> "youtube/" + path).toList());
    assertThat(before.keySet()).contains("youtube/_months/geography_daily/2026-03.parquet");
    assertThat(succeed(run()).out()).doesNotContain("Month files");
    assertThat(rowFiles()).isEqualTo(before);
  }

  @Test
  void run_outputLocked_isRejectedInOneLineUntilTheLockIsBroken() {
    String lock =
        "{\"name\": \"job nightly\", \"run\": \"r-1\", \"job\": \"process_000000000000_1_1\","
            + " \"since\": \"2026-03-01T09:00:00Z\"}";
    storage.put("youtube/.lock", lock.getBytes(ISO_8859_1));

    Workbench.Printed refused = run();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().strip())
        .isEqualTo(
            "analytix: output "
                + OUTPUT
                + " is being written by another run (job nightly, run r-1,"
                + " process_000000000000_1_1, since 2026-03-01T09:00:00Z): wait until it has ended,"
                + " or give --breakLock if it is gone");
    assertThat(storage.objects().keySet()).containsExactly("youtube/.lock");
    assertThat(bench.google.recordedCalls(io.analytix.beam.testing.Call.Kind.REPORT)).isEmpty();

    succeed(run("--breakLock"));
    assertThat(storage.objects().keySet()).doesNotContain("youtube/.lock");
  }

  @Test
  void run_bucketWithRetention_isRejectedBeforeTheFetchAndLeavesNoLock() {
    storage.keepObjects("retentionPolicyNotMet");
    storage.bucket(
        "{\"name\": \"lake-of-tests\", \"retentionPolicy\": {\"retentionPeriod\": \"2592000\","
            + " \"effectiveTime\": \"2026-01-01T00:00:00.000Z\", \"isLocked\": false}}");

    assertKept(run(), "has a retention policy of 2592000 seconds, ", "--clear-retention-period'");
    storage.bucket(
        "{\"name\": \"lake-of-tests\", \"retentionPolicy\": {\"retentionPeriod\": \"60\","
            + " \"isLocked\": true}}");
    assertKept(run(), "retention policy of 60 seconds, ", "delete objects: name another bucket");
    storage.bucket("{\"name\": \"lake-of-tests\", \"defaultEventBasedHold\": true}");
    assertKept(run(), "has a default event-based hold, ", "--no-default-event-based-hold'");

    assertThat(storage.objects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"retentionPolicyNotMet", "objectUnderActiveHold"})
  void run_bucketWithRetentionThatMayNotBeRead_isRejectedEachTimeBeforeTheFetch(String reason) {
    storage.keepObjects(reason);

    assertKept(run(), "has a retention policy or a hold, ", "--clear-retention-period");
    assertKept(run(), "has a retention policy or a hold, ", "name another bucket");
    assertKept(run("--breakLock"), "has a retention policy or a hold, ", "name another bucket");
    assertThat(storage.objects().keySet()).containsExactly("youtube/.lock");

    storage.remove("youtube/.lock");
    storage.put(
        "youtube/.lock",
        "{\"run\": \"r-1\", \"job\": \"process_000000000000_1_1\"}".getBytes(ISO_8859_1));
    assertKept(run(), "has a retention policy or a hold, ", "name another bucket");
  }

  private void assertKept(Workbench.Printed refused, String... parts) {
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines().toList()).hasSize(1);
    assertThat(refused.err()).contains("output " + OUTPUT);
    for (String part : parts) {
      assertThat(refused.err()).contains(part);
    }
    assertThat(bench.google.recordedCalls(io.analytix.beam.testing.Call.Kind.REPORT)).isEmpty();
  }

  /** The job takes and gives back the lock in steps of its own. */
  @Test
  void nightly_toCloudStorage_storesAndLeavesNoLock() throws Exception {
    PipelineResult.State state = AnalytixNightly.run(Clock.systemUTC(), arguments());

    assertThat(state).isEqualTo(PipelineResult.State.DONE);
    List<String> requested = storage.asked();
    assertThat(requested).contains("POST youtube/.lock");
    assertThat(requested.get(requested.size() - 1)).isEqualTo("DELETE youtube/.lock");
    ReportDefinition report = Reports.find("channel_daily").orElseThrow();
    assertThat(ReportReader.rows(cloud(), report)).hasSize(12);
    assertThat(storage.objects().keySet()).doesNotContain("youtube/.lock");
  }

  private Workbench.Printed run(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--reports=" + String.join(",", REPORTS),
                "--output=" + OUTPUT,
                "--gcsEndpoint=" + storage.endpoint()));
    all.addAll(List.of(more));
    return bench.run(DATES, all.toArray(String[]::new));
  }

  private String[] arguments() {
    return new String[] {
      "--tokenRecords=file:" + bench.tokens,
      "--clientSecrets=file:" + bench.client,
      "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
      "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
      "--queriesPerMinute=1000000",
      "--startDate=" + DATES.first(),
      "--endDate=" + DATES.last(),
      "--output=" + OUTPUT,
      "--gcsEndpoint=" + storage.endpoint(),
      "--targetParallelism=1"
    };
  }

  private ParquetOutput cloud() {
    GcsOptions options = PipelineOptionsFactory.create().as(GcsOptions.class);
    options.setGcsEndpoint(storage.endpoint());
    return ParquetOutput.at(OUTPUT, options);
  }

  /** The generations of all files of rows. */
  private SortedMap<String, Long> rowFiles() {
    return storage.objects().entrySet().stream()
        .filter(object -> !object.getKey().matches("youtube/_(outcomes|runs)/.*"))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                object -> object.getValue().generation(),
                (a, b) -> a,
                TreeMap::new));
  }

  private static Workbench.Printed succeed(Workbench.Printed printed) {
    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    return printed;
  }

  /** Rows without the columns about the run. */
  private static List<List<Object>> figures(List<Row> rows) {
    return rows.stream()
        .map(row -> row.getValues().subList(0, row.getFieldCount() - 2).stream().toList())
        .map(values -> (List<Object>) new ArrayList<>(values))
        .toList();
  }

  private static void assertNoSecret(String content) {
    assertThat(content).doesNotContainMatch("ya29\\.|1//|GOCSPX|refresh_token|client_secret\"");
  }
}
