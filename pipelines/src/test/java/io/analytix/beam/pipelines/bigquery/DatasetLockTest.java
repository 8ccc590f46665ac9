// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.parquet.Sample;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetLockTest {
  private static final LockOwner DEAD_HERE =
      new LockOwner(
          "20260101-000000-dead", LockOwner.process().replaceFirst("_[0-9]+_", "_999999999_"));
  private static final LockOwner ELSEWHERE =
      new LockOwner("20260101-000000-else", "process_0123456789ab_1_1");

  @TempDir Path temp;
  private FakeBigQuery bigQuery;
  private PipelineOptions options;

  @BeforeEach
  void start() throws IOException, SQLException {
    bigQuery = new FakeBigQuery("ds", "US");
    options = SinkRun.options(bigQuery, temp);
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
  }

  @Test
  void take_whileAnotherRunHoldsIt_isRefusedWithOneLine() throws IOException {
    try (DatasetLease held = take(false)) {
      BigQueryException refused = assertThrows(BigQueryException.class, () -> take(false));
      assertThat(refused).hasMessageThat().contains("proj:ds is being written by another run");
      assertThat(refused).hasMessageThat().contains(held.owner().token());
      assertThat(refused).hasMessageThat().contains("--breakLock");
      assertThat(staging()).contains(StagingTables.name(held.owner().token(), "channel_daily"));
    }
    take(false).close();
    assertThat(staging()).isEmpty();
  }

  @Test
  void replace_whileAnotherRunHoldsIt_writesNothing() throws IOException {
    SinkRun run = new SinkRun(bigQuery, temp, List.of(CHANNEL));
    try (DatasetLease held = take(false)) {
      RuntimeException broken = assertThrows(RuntimeException.class, () -> run.run(night()));
      assertThat(broken).hasMessageThat().contains("by another run (" + held.owner().token());
    }
    assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).isEmpty();

    run.run(night());

    assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).hasSize(1);
  }

  @Test
  void replace_underALockThatIsHeld_leavesItHeld() throws IOException {
    try (DatasetLease held = take(false)) {
      new SinkRun(bigQuery, temp, List.of(CHANNEL)).run(night(), sink -> sink.withLock(held));
      assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).hasSize(1);
      assertThat(holder()).isEqualTo(held.owner().token());
    }
    assertThat(holder()).isEmpty();
  }

  @Test
  void replace_whenTheLockIsTaken_writesNoMore() throws IOException {
    DatasetLease held = take(false);
    bigQuery.faults(
        call -> {
          if (call.contains("_load_") && call.startsWith("POST jobs")) {
            holdBy(ELSEWHERE);
          }
          return Fault.NONE;
        });
    RuntimeException broken =
        assertThrows(
            RuntimeException.class,
            () ->
                new SinkRun(bigQuery, temp, List.of(CHANNEL))
                    .run(night(), sink -> sink.withLock(held)));

    assertThat(broken).hasMessageThat().contains("was taken by " + ELSEWHERE.token());
    assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).isEmpty();
    held.close();
    assertThat(holder()).isEqualTo(ELSEWHERE.token());
  }

  @Test
  void take_fromAProcessThatHasEnded_takesOverAndSweeps() throws IOException {
    take(false).close();
    bigQuery.create(
        "ds",
        """
        {"tableReference": {"projectId": "proj", "datasetId": "ds",
          "tableId": "analytix_staging_20260101_000000_dead_channel_daily"},
         "schema": {"fields": [{"name": "a", "type": "STRING"}]}}
        """);
    Path staged = temp.resolve("analytix-staging/proj.ds/20260101_000000_dead/channel_daily.json");
    Files.createDirectories(staged.getParent());
    Files.writeString(staged, "{}");
    holdBy(DEAD_HERE);

    try (DatasetLease held = take(false)) {
      assertThat(holder()).isEqualTo(held.owner().token());
      assertThat(Files.exists(staged)).isFalse();
      assertThat(staging().stream().filter(name -> name.contains("_dead_")).toList()).isEmpty();
    }
  }

  @Test
  void take_fromAnotherMachine_needsBreakLock() throws IOException {
    take(false).close();
    Path staged = temp.resolve("analytix-staging/proj.ds/" + ELSEWHERE.token() + "/a.json");
    Files.createDirectories(staged.getParent());
    Files.writeString(staged, "{}");
    holdBy(ELSEWHERE);

    assertThrows(BigQueryException.class, () -> take(false));
    assertThat(Files.exists(staged)).isTrue();
    try (DatasetLease held = take(true)) {
      assertThat(holder()).isEqualTo(held.owner().token());
    }
  }

  @Test
  void take_twoAtTheSameTime_onlyOneWins() throws IOException {
    take(false).close();
    AtomicInteger patches = new AtomicInteger();
    bigQuery.faults(
        call -> {
          // Between the look at the table and its change, another run changes it.
          if (call.equals("PATCH ds/tables/analytix_outcomes") && patches.getAndIncrement() == 0) {
            holdBy(ELSEWHERE);
          }
          return Fault.NONE;
        });

    assertThrows(BigQueryException.class, () -> take(false));
    assertThat(holder()).isEqualTo(ELSEWHERE.token());
  }

  private DatasetLease take(boolean breakLock) throws IOException {
    return DatasetLease.take(
        SinkRun.DATASET, List.of(CHANNEL), CompatibilityViews.NONE, breakLock, options);
  }

  private static List<FinishedShard> night() {
    Night night = Night.of(1);
    return List.of(
        night.shard(
            CHANNEL,
            Sample.ALPHA,
            "2026-02-01",
            "2026-02-01",
            night.row(CHANNEL, Sample.ALPHA, "2026-02-01", 1L, 0.5)));
  }

  private void holdBy(LockOwner owner) {
    bigQuery.patch(
        "ds",
        TableShape.OUTCOMES,
        "{\"labels\": {\"%s\": \"%s\", \"%s\": \"%s\"}}"
            .formatted(DatasetLockCell.RUN, owner.token(), DatasetLockCell.JOB, owner.job()));
  }

  private String holder() {
    return bigQuery
        .table("ds", TableShape.OUTCOMES)
        .path("labels")
        .path(DatasetLockCell.RUN)
        .asText("");
  }

  private List<String> staging() {
    return bigQuery.tables().stream()
        .filter(name -> name.startsWith(StagingTables.PREFIX))
        .toList();
  }
}
