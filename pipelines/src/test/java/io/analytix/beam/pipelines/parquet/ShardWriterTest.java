// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.Sample.FILMS;
import static io.analytix.beam.pipelines.parquet.Sample.OWNED;
import static io.analytix.beam.pipelines.parquet.Sample.REPORTS;
import static io.analytix.beam.pipelines.parquet.Sample.REVENUE;
import static io.analytix.beam.pipelines.parquet.Sample.VIDEO_DAYS;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardWriterTest {
  private static final String ALPHA_ID = "UCalphaalphaalphaalphaal";
  private static final String JANUARY = "channel_daily/year_month=2026-01/" + ALPHA_ID + ".parquet";
  private static final String FEBRUARY =
      "channel_daily/year_month=2026-02/" + ALPHA_ID + ".parquet";

  private final Night first = Night.of(1);
  private final Night second = Night.of(2);

  private Path output;
  private Disk disk;
  private ShardWriter store;

  @BeforeEach
  void openStore(@TempDir Path folder) {
    output = folder;
    disk = new Disk(output);
    store = new ShardWriter(new LocalFileStore(output), REPORTS);
  }

  @Test
  void store_rowsOfTwoMonths_areInTheFilesOfTheirMonths() throws IOException {
    Row january = first.row(CHANNEL, ALPHA, "2026-01-31", 10L, 50.5);
    Row february = first.row(CHANNEL, ALPHA, "2026-02-01", 11L, null);

    StoredShard stored =
        store.store(first.shard(CHANNEL, ALPHA, "2026-01-31", "2026-02-02", february, january));

    assertThat(disk.table(CHANNEL))
        .containsExactly(JANUARY, List.of(january), FEBRUARY, List.of(february));
    assertThat(stored.changes()).isEqualTo(new StoreChanges(2, 0, 0, 2, 0, 0, 0, 0));
    assertThat(stored.outcomes().get(0).status()).isEqualTo(Status.OK);
  }

  @Test
  void store_contentOwner_hasAFileOfItsOwn() throws IOException {
    store.store(
        first.shard(
            CHANNEL,
            OWNED,
            "2026-01-01",
            "2026-01-01",
            first.row(CHANNEL, OWNED, "2026-01-01", 1L, 1.0)));

    assertThat(disk.files().keySet())
        .containsExactly("channel_daily/year_month=2026-01/" + ALPHA_ID + "@Owner%20One.parquet");
  }

  @Test
  void store_sameFiguresAgain_touchesNoFile() throws IOException {
    store.store(january(first, 10L));
    age(JANUARY);
    var before = disk.files();

    StoredShard again = store.store(january(second, 10L));

    assertThat(disk.files()).isEqualTo(before);
    assertThat(disk.rows(CHANNEL))
        .containsExactly(first.row(CHANNEL, ALPHA, "2026-01-05", 10L, 1.0));
    assertThat(again.changes()).isEqualTo(new StoreChanges(0, 1, 0, 0, 0, 0, 1, 0));
  }

  @Test
  void store_restatedValue_isUpdated() throws IOException {
    store.store(january(first, 10L));

    StoredShard again = store.store(january(second, 12L));

    assertThat(disk.rows(CHANNEL))
        .containsExactly(second.row(CHANNEL, ALPHA, "2026-01-05", 12L, 1.0));
    assertThat(again.changes()).isEqualTo(new StoreChanges(1, 0, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void store_emptyFailedDeferred_changeNothing() throws IOException {
    store.store(january(first, 10L));
    age(JANUARY);
    var before = disk.files();
    DateRange days = new DateRange(Sample.day("2026-01-01"), Sample.day("2026-01-31"));

    StoredShard stored =
        store.store(
            second.shard(
                CHANNEL,
                ALPHA,
                days,
                second.answer(CHANNEL, ALPHA, days, List.of()),
                second.failed(CHANNEL, ALPHA, days, Cause.BACKEND),
                second.failed(CHANNEL, ALPHA, days, Cause.QUOTA_DAY)));

    assertThat(disk.files()).isEqualTo(before);
    assertThat(stored.changes()).isEqualTo(StoreChanges.NONE);
    assertThat(stored.outcomes().stream().map(Outcome::status))
        .containsExactly(Status.EMPTY, Status.FAILED, Status.DEFERRED)
        .inOrder();
  }

  @Test
  void store_monthInsideAnswerWithoutRows_losesItsFile() throws IOException {
    store.store(
        first.shard(
            CHANNEL,
            ALPHA,
            "2026-01-31",
            "2026-03-01",
            first.row(CHANNEL, ALPHA, "2026-01-31", 1L, 1.0),
            first.row(CHANNEL, ALPHA, "2026-02-10", 2L, 1.0),
            first.row(CHANNEL, ALPHA, "2026-03-01", 3L, 1.0)));

    StoredShard stored =
        store.store(
            second.shard(
                CHANNEL,
                ALPHA,
                "2026-01-31",
                "2026-03-01",
                second.row(CHANNEL, ALPHA, "2026-01-31", 1L, 1.0),
                second.row(CHANNEL, ALPHA, "2026-03-01", 3L, 1.0)));

    assertThat(disk.files()).doesNotContainKey(FEBRUARY);
    assertThat(stored.changes()).isEqualTo(new StoreChanges(0, 2, 1, 0, 0, 1, 2, 0));
  }

  @Test
  void store_folderInPlaceOfAFile_failsTheRequestsOfThatMonthOnly() throws IOException {
    Files.createDirectories(output.resolve(FEBRUARY).resolve("in the way"));
    FinishedShard.Answer january =
        answer("2026-01-31", first.row(COUNTRY, ALPHA, "2026-01-31", "NO", 1L));
    Files.createDirectories(
        output.resolve("geography_daily/year_month=2026-02/" + ALPHA_ID + ".parquet/x"));
    FinishedShard.Answer february =
        answer("2026-02-01", first.row(COUNTRY, ALPHA, "2026-02-01", "NO", 2L));
    DateRange days = new DateRange(Sample.day("2026-01-31"), Sample.day("2026-02-01"));

    StoredShard stored = store.store(first.shard(COUNTRY, ALPHA, days, january, february));

    assertThat(disk.rows(COUNTRY)).containsExactlyElementsIn(january.rows());
    assertThat(stored.outcomes().get(0)).isEqualTo(january.outcome());
    Outcome failed = stored.outcomes().get(1);
    assertThat(failed)
        .isEqualTo(
            february
                .outcome()
                .notStored(String.valueOf(failed.message()), String.valueOf(failed.remedy())));
    assertThat(failed.message())
        .startsWith("cannot store geography_daily/year_month=2026-02/" + ALPHA_ID + ".parquet: ");
    assertThat(failed.cause()).isEqualTo(Cause.INTERNAL);
    assertThat(stored.changes()).isEqualTo(new StoreChanges(1, 0, 0, 1, 0, 0, 0, 1));
  }

  @Test
  void store_damagedFile_isRefusedAndStaysAsItIs() throws IOException {
    Files.createDirectories(output.resolve(JANUARY).getParent());
    Files.writeString(output.resolve(JANUARY), "half a file");

    StoredShard stored = store.store(january(first, 10L));

    assertThat(stored.outcomes().get(0).message())
        .isEqualTo("cannot store " + JANUARY + ": not a whole Parquet file");
    assertThat(stored.outcomes().get(0).remedy())
        .startsWith("Set the file aside with 'analytix output check " + JANUARY + " --setAside");
    assertThat(Files.readString(output.resolve(JANUARY))).isEqualTo("half a file");
  }

  @Test
  void store_moneyThatDoesNotFit_isRejected() {
    BigDecimal tooLong = new BigDecimal("1e30");

    StoredShard stored =
        store.store(
            first.shard(
                REVENUE,
                BETA,
                "2026-01-05",
                "2026-01-05",
                first.row(REVENUE, BETA, "2026-01-05", tooLong)));

    assertThat(stored.outcomes().get(0).message())
        .endsWith("column 'estimated_revenue': 1E+30 does not fit DECIMAL(38,9)");
  }

  @Test
  void store_rowOutsideTheResponse_isRejected() throws IOException {
    DateRange requested = new DateRange(Sample.day("2026-01-01"), Sample.day("2026-01-09"));
    FinishedShard.Answer answer =
        first.answer(
            CHANNEL, ALPHA, requested, List.of(first.row(CHANNEL, ALPHA, "2026-01-05", 1L, 1.0)));
    FinishedShard.Answer stray =
        new FinishedShard.Answer(
            answer.outcome(), List.of(first.row(CHANNEL, ALPHA, "2026-01-06", 1L, 1.0)));

    StoredShard stored = store.store(first.shard(CHANNEL, ALPHA, requested, stray));

    assertThat(disk.files()).isEmpty();
    assertThat(stored.outcomes().get(0).message())
        .isEqualTo(
            "cannot store a row of 2026-01-06..2026-01-06, which the response does not cover");
  }

  @Test
  void store_responsesForSomeVideos_replaceOnlyTheirRows() throws IOException {
    ShardWriter videos = new ShardWriter(new LocalFileStore(output), List.of(VIDEO_DAYS));
    DateRange day = new DateRange(Sample.day("2026-01-05"), Sample.day("2026-01-05"));
    Row a = first.row(VIDEO_DAYS, ALPHA, "2026-01-05", "a", 1L);
    Row b = first.row(VIDEO_DAYS, ALPHA, "2026-01-05", "b", 2L);
    Row c = first.row(VIDEO_DAYS, ALPHA, "2026-01-05", "c", 3L);
    Row d = second.row(VIDEO_DAYS, ALPHA, "2026-01-05", "d", 9L);
    videos.store(
        first.shard(
            VIDEO_DAYS,
            ALPHA,
            day,
            first.answer(VIDEO_DAYS, ALPHA, day, List.of("a"), List.of(a)),
            first.answer(VIDEO_DAYS, ALPHA, day, List.of("b", "c"), List.of(b, c))));

    StoredShard stored =
        videos.store(
            second.shard(
                VIDEO_DAYS,
                ALPHA,
                day,
                second.answer(VIDEO_DAYS, ALPHA, day, List.of("b", "d"), List.of(d)),
                second.answer(VIDEO_DAYS, ALPHA, day, List.of("c"), List.of())));

    assertThat(disk.table(VIDEO_DAYS))
        .containsExactly(
            "video_days/year_month=2026-01/" + ALPHA_ID + ".parquet", List.of(a, c, d));
    assertThat(stored.unconfirmed()).isEqualTo(1);
  }

  @Test
  void store_rowOfAVideoNotRequested_isRejected() throws IOException {
    ShardWriter videos = new ShardWriter(new LocalFileStore(output), List.of(VIDEO_DAYS));
    DateRange day = new DateRange(Sample.day("2026-01-05"), Sample.day("2026-01-05"));
    Row stray = first.row(VIDEO_DAYS, ALPHA, "2026-01-05", "b", 2L);

    StoredShard stored =
        videos.store(
            first.shard(
                VIDEO_DAYS,
                ALPHA,
                day,
                first.answer(VIDEO_DAYS, ALPHA, day, List.of("a"), List.of(stray))));

    assertThat(disk.files()).isEmpty();
    assertThat(stored.outcomes().get(0).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void store_snapshot_isOneFileInWhichWhatIsNoLongerListedStays() throws IOException {
    ShardWriter films = new ShardWriter(new LocalFileStore(output), List.of(FILMS));
    DateRange day = new DateRange(Sample.day("2026-01-05"), Sample.day("2026-01-05"));
    Row a = first.row(FILMS, ALPHA, "2026-01-05", "a", "Old title");
    Row b = first.row(FILMS, ALPHA, "2026-01-05", "b", "Gone soon");
    Row again = second.row(FILMS, ALPHA, "2026-01-06", "a", "New title");
    films.store(
        first.shard(
            FILMS, ALPHA, day, first.answer(FILMS, ALPHA, day, List.of("a", "b"), List.of(b, a))));

    films.store(
        second.shard(
            FILMS, ALPHA, day, second.answer(FILMS, ALPHA, day, List.of("a"), List.of(again))));
    films.store(
        second.shard(FILMS, ALPHA, day, second.answer(FILMS, ALPHA, day, List.of(), List.of())));

    assertThat(disk.table(FILMS))
        .containsExactly("films/" + ALPHA_ID + ".parquet", List.of(again, b));
    assertThat(ParquetOutput.newest("films", new LocalFileStore(output)))
        .containsExactly("films/" + ALPHA_ID + ".parquet");
  }

  private static FinishedShard.Answer answer(String day, Row row) {
    DateRange days = new DateRange(Sample.day(day), Sample.day(day));
    return Night.of(1).answer(COUNTRY, ALPHA, days, List.of(row));
  }

  private static FinishedShard january(Night night, long views) {
    return night.shard(
        CHANNEL,
        ALPHA,
        "2026-01-01",
        "2026-01-09",
        night.row(CHANNEL, ALPHA, "2026-01-05", views, 1.0));
  }

  private void age(String path) throws IOException {
    Files.setLastModifiedTime(output.resolve(path), FileTime.fromMillis(1_000_000_000_000L));
  }
}
