// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.Sample.OWNED;
import static io.analytix.beam.pipelines.parquet.Sample.REVENUE;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplaceInBigQueryTest {
  private static final ReportDefinition BY_VIDEO =
      ReportDefinition.named("by_video").dimensions("day", "video").metrics("views").build();
  private static final List<ReportDefinition> REPORTS = List.of(CHANNEL, REVENUE, COUNTRY);
  private static final Night FIRST = Night.of(1);
  private static final Night SECOND = Night.of(2);

  @TempDir Path temp;
  private FakeBigQuery bigQuery;
  private SinkRun sink;

  @BeforeEach
  void start() throws IOException, SQLException {
    bigQuery = new FakeBigQuery("ds", "EU");
    sink = new SinkRun(bigQuery, temp, REPORTS);
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
  }

  @Test
  void replace_nightAfterNight_changesWhatChangedInWhatWasAnswered() {
    sink = new SinkRun(bigQuery, temp, List.of(CHANNEL, REVENUE, COUNTRY, BY_VIDEO));
    PipelineResult first =
        sink.run(
            and(
                night(FIRST, 10, 20, 30),
                countries(FIRST, "2026-02-01", 1),
                countries(FIRST, "2026-02-02", 2),
                videos(FIRST, List.of("a", "b"), Map.of("a", 1L, "b", 2L))));

    assertThat(rows("channel_daily", "day, views, average_view_percentage, run_id"))
        .containsExactly(
            "2026-02-01 10 0.1 run-1", "2026-02-02 20 null run-1", "2026-02-03 30 0.3 run-1");
    assertThat(rows("revenue_daily", "content_owner, estimated_revenue"))
        .containsExactly("null 12345678901234567890.123456789", "Owner One 0.000000001");
    assertThat(RowCounters.changes(first))
        .containsEntry("channel_daily", new StoreChanges(0, 0, 0, 3, 0, 0, 0, 0));
    assertThat(outcomes("run-1"))
        .containsExactly(
            "by_video OK null 2026-02-01 2026-02-01",
            "channel_daily OK null 2026-02-01 2026-02-03",
            "geography_daily EMPTY null null null",
            "geography_daily FAILED BACKEND null null",
            "geography_daily OK null 2026-02-01 2026-02-01",
            "geography_daily OK null 2026-02-02 2026-02-02",
            "revenue_daily OK null 2026-02-01 2026-02-01",
            "revenue_daily OK null 2026-02-01 2026-02-01");
    assertNoStaging();

    // A request that failed and one without rows; other videos than in the first night.
    PipelineResult again =
        sink.run(
            and(
                night(SECOND, 10, 20, 30),
                SECOND.shard(
                    COUNTRY,
                    ALPHA,
                    days("2026-02-01", "2026-02-02"),
                    SECOND.failed(COUNTRY, ALPHA, days("2026-02-01", "2026-02-01"), Cause.BACKEND),
                    SECOND.answer(COUNTRY, ALPHA, days("2026-02-02", "2026-02-02"), List.of())),
                videos(SECOND, List.of("b", "c"), Map.of("c", 3L))));

    assertThat(RowCounters.changes(again))
        .containsEntry("channel_daily", new StoreChanges(0, 0, 0, 0, 0, 0, 3, 0));
    assertThat(bigQuery.changed("merge_channel_daily")).isEqualTo(List.of(0L, 0L, 0L));
    assertThat(rows("channel_daily", "run_id")).containsExactly("run-1", "run-1", "run-1");
    assertThat(outcomes("run-2")).hasSize(8);
    assertThat(rows("geography_daily", "day, views, run_id"))
        .containsExactly("2026-02-01 1 run-1", "2026-02-02 2 run-1");
    assertThat(
            bigQuery.statements().stream()
                .filter(sql -> sql.startsWith("MERGE") && sql.contains("ds.geography_daily`"))
                .count())
        .isEqualTo(1);
    assertThat(rows("by_video", "video, views")).containsExactly("a 1", "c 3");

    PipelineResult restated = sink.run(night(Night.of(3), 10, 0, 31));

    assertThat(RowCounters.changes(restated))
        .containsEntry("channel_daily", new StoreChanges(0, 0, 0, 0, 1, 1, 1, 0));
    assertThat(rows("channel_daily", "day, views, run_id"))
        .containsExactly("2026-02-01 10 run-1", "2026-02-03 31 run-3");
    assertNoStaging();
  }

  @Test
  void replace_nothing_leavesEmptyTables() {
    sink.run(List.of());

    assertThat(rows("analytix_outcomes", "run_id")).isEmpty();
    assertThat(bigQuery.tables())
        .containsAtLeast(
            "analytix_freshness",
            "channel_daily",
            "channel_daily_by_month",
            "channel_daily_by_week");
    assertNoStaging();
  }

  @Test
  void replace_statementsThatFail_areRepeatedOrTurnTheirOutcomesIntoFailures() {
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger lookups = new AtomicInteger();
    bigQuery.faults(
        call ->
            call.startsWith("POST jobs") && call.contains("merge_channel")
                ? switch (sent.getAndIncrement()) {
                  case 0 -> Fault.FAIL_CONCURRENT;
                  case 1 -> Fault.LOSE_ANSWER;
                  default -> Fault.NONE;
                }
                : call.startsWith("GET jobs")
                        && call.endsWith("_1")
                        && lookups.getAndIncrement() < 2
                    ? Fault.NOT_FOUND
                    : Fault.NONE);

    PipelineResult result = sink.run(night(FIRST, 10, 20, 30));

    assertThat(RowCounters.changes(result))
        .containsEntry("channel_daily", new StoreChanges(0, 0, 0, 3, 0, 0, 0, 0));
    assertThat(sent.get()).isEqualTo(3);
    assertThat(lookups.get()).isAtLeast(3);
    assertThat(outcomes("run-1")).contains("channel_daily OK null 2026-02-01 2026-02-03");
    assertThat(
            bigQuery.statements().stream().filter(sql -> sql.contains("ds.channel_daily`")).count())
        .isEqualTo(1);

    bigQuery.faults(
        call ->
            !call.startsWith("POST jobs")
                ? Fault.NONE
                : call.contains("merge_channel")
                    ? Fault.FAIL
                    : call.contains("merge_geography") ? Fault.FAIL_CANCELLED : Fault.NONE);

    PipelineResult failed =
        sink.run(and(answered(night(SECOND, 11, 21, 31)), countries(SECOND, "2026-02-01", 1)));

    assertThat(rows("channel_daily", "views")).containsExactly("10", "20", "30");
    assertThat(rows("revenue_daily", "run_id")).containsExactly("run-1", "run-1");
    assertThat(outcomes("run-2"))
        .containsAtLeast(
            "channel_daily FAILED INTERNAL null null",
            "revenue_daily OK null 2026-02-01 2026-02-01");
    assertThat(RowCounters.changes(failed))
        .containsEntry("channel_daily", new StoreChanges(0, 0, 0, 0, 0, 0, 0, 1));
    assertThat(
            rows(
                "analytix_outcomes WHERE run_id = 'run-2' AND report = 'channel_daily'", "message"))
        .containsExactly("cannot store channel_daily in proj:ds: invalidQuery: it was staged so");
    assertThat(rows("geography_daily", "views")).isEmpty();
    assertThat(
            rows(
                "analytix_outcomes WHERE run_id = 'run-2' AND report = 'geography_daily'",
                "status, cause, remedy"))
        .containsExactly("FAILED INTERNAL The job was cancelled: run again.");
    assertNoStaging();
  }

  /** Before the first statement, between two of them, before the outcomes. */
  @Test
  void replace_failedRuns_areCompletedByTheNext() {
    sink = new SinkRun(bigQuery, temp, List.of(CHANNEL, REVENUE));
    for (int statements = 0; statements < 3; statements++) {
      AtomicInteger left = new AtomicInteger(statements);
      int calls = bigQuery.calls().size();
      bigQuery.faults(
          call -> {
            if (call.startsWith("POST jobs") && call.contains("_merge_")) {
              left.decrementAndGet();
            }
            // How the run sees to it that the lock is still its own.
            boolean broken =
                left.get() <= 0
                    && call.equals("GET ds/tables/analytix_outcomes")
                    && bigQuery.calls().stream().skip(calls).anyMatch(c -> c.contains("_load_"));
            return broken && left.get() > -10 ? Fault.FORBIDDEN : Fault.NONE;
          });
      Night night = Night.of(statements + 1);
      List<FinishedShard> shards = answered(night(night, 10 * statements, 20, 30));

      assertThrows(RuntimeException.class, () -> sink.run(shards, ReplaceInBigQuery::breakingLock));

      assertWithMessage("statements left of %s", statements).that(left.get()).isAtMost(0);
      assertThat(outcomes(night.runId())).isEmpty();
    }

    bigQuery.faults(call -> Fault.NONE);
    sink.run(answered(night(Night.of(4), 40, 50, 60)), ReplaceInBigQuery::breakingLock);

    assertThat(rows("channel_daily", "views")).containsExactly("40", "50", "60");
    assertThat(outcomes("run-4")).hasSize(3);
    assertNoStaging();
  }

  private static FinishedShard videos(
      Night night, List<String> requested, Map<String, Long> views) {
    DateRange days = days("2026-02-01", "2026-02-01");
    FinishedShard.Answer answer =
        night.answer(
            BY_VIDEO,
            ALPHA,
            days,
            views.entrySet().stream()
                .map(
                    video ->
                        night.row(BY_VIDEO, ALPHA, "2026-02-01", video.getKey(), video.getValue()))
                .toList());
    return night.shard(
        BY_VIDEO,
        ALPHA,
        days,
        new FinishedShard.Answer(answer.outcome(), answer.rows(), requested));
  }

  private static FinishedShard countries(Night night, String day, long views) {
    return night.shard(COUNTRY, ALPHA, day, day, night.row(COUNTRY, ALPHA, day, null, views));
  }

  /** Two days and a third, if it has views; money of two consents; a request that failed. */
  private static List<FinishedShard> night(Night night, long one, long two, long three) {
    List<Row> rows = new ArrayList<>();
    rows.add(night.row(CHANNEL, ALPHA, "2026-02-01", one, 0.1));
    if (two > 0) {
      rows.add(night.row(CHANNEL, ALPHA, "2026-02-02", two, null));
    }
    rows.add(night.row(CHANNEL, ALPHA, "2026-02-03", three, 0.3));
    return List.of(
        night.shard(CHANNEL, ALPHA, "2026-02-01", "2026-02-05", rows.toArray(Row[]::new)),
        night.shard(
            REVENUE,
            ALPHA,
            "2026-02-01",
            "2026-02-05",
            night.row(
                REVENUE, ALPHA, "2026-02-01", new BigDecimal("12345678901234567890.123456789"))),
        night.shard(
            REVENUE,
            OWNED,
            "2026-02-01",
            "2026-02-05",
            night.row(REVENUE, OWNED, "2026-02-01", new BigDecimal("1E-9"))),
        night.shard(
            COUNTRY,
            BETA,
            days("2026-02-01", "2026-02-02"),
            night.failed(COUNTRY, BETA, days("2026-02-01", "2026-02-01"), Cause.BACKEND),
            night.answer(COUNTRY, BETA, days("2026-02-02", "2026-02-02"), List.of())));
  }

  /** Those of {@link #night} whose requests were answered. */
  private static List<FinishedShard> answered(List<FinishedShard> night) {
    return night.subList(0, 3);
  }

  private static List<FinishedShard> and(List<FinishedShard> shards, FinishedShard... more) {
    return Stream.concat(shards.stream(), Stream.of(more)).toList();
  }

  private static DateRange days(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }

  private List<String> outcomes(String runId) {
    return rows(
        "analytix_outcomes WHERE run_id = '" + runId + "'",
        "report, status, cause, answered_from, answered_through");
  }

  private List<String> rows(String table, String columns) {
    return bigQuery.query("SELECT " + columns + " FROM ds." + table).stream()
        .map(row -> String.join(" ", row.values().stream().map(String::valueOf).toList()))
        .sorted()
        .toList();
  }

  private void assertNoStaging() {
    assertThat(
            bigQuery.tables().stream()
                .filter(name -> name.startsWith(StagingTables.PREFIX))
                .toList())
        .isEmpty();
    assertThat(bigQuery.table("ds", "analytix_outcomes").path("labels").has(DatasetLockCell.RUN))
        .isFalse();
    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(Files::isRegularFile).toList()).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
