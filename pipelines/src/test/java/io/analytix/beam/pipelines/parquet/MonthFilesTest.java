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
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.pipelines.output.StoredRows;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.parquet.format.FileAppender;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonthFilesTest {
  private static final List<ReportDefinition> REPORTS = List.of(CHANNEL, COUNTRY, FILMS);
  private static final String JANUARY = "_months/geography_daily/2026-01.parquet";
  private static final String FEBRUARY = "_months/geography_daily/2026-02.parquet";

  private final Night night = Night.of(1);
  private Path output;
  private LocalFileStore files;
  private MonthFiles months;

  @BeforeEach
  void openOutput(@TempDir Path folder) {
    output = folder;
    files = new LocalFileStore(output);
    months = new MonthFiles(files);
  }

  private void store(Night run, ChannelRef channel, Object... dayCountryViews) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < dayCountryViews.length; i += 3) {
      rows.add(
          run.row(
              COUNTRY,
              channel,
              (String) dayCountryViews[i],
              dayCountryViews[i + 1],
              dayCountryViews[i + 2]));
    }
    store(run, COUNTRY, channel, "2026-01-01", "2026-02-28", rows);
  }

  private void store(
      Night run,
      ReportDefinition report,
      ChannelRef channel,
      String first,
      String last,
      List<Row> rows) {
    DateRange days = new DateRange(Sample.day(first), Sample.day(last));
    StoredShard stored =
        new ShardWriter(files, REPORTS)
            .store(run.shard(report, channel, days, run.answer(report, channel, days, rows)));
    assertThat(stored.changes().storeFailures()).isEqualTo(0);
  }

  private List<String> update(String report) throws IOException {
    List<String> written = new ArrayList<>();
    for (MonthFile month : months.outdated(report)) {
      months.update(month);
      written.add(month.path());
    }
    return written;
  }

  private List<Row> rows(String path) throws IOException {
    try (ParquetContent file = ParquetContent.open(Files.readAllBytes(output.resolve(path)))) {
      return file.rows(new ParquetSchema(ReportSchema.of(COUNTRY).schema()));
    }
  }

  @Test
  void update_severalChannels_hasAllRowsByChannelDayAndDimensions() throws IOException {
    store(night, BETA, "2026-01-02", "SE", 4L, "2026-01-02", "NO", 3L, "2026-01-01", "NO", 1L);
    store(night, OWNED, "2026-01-01", "NO", 9L);
    store(night, ALPHA, "2026-01-31", "DK", 2L, "2026-02-01", "DK", 5L);

    assertThat(update("geography_daily")).containsExactly(JANUARY, FEBRUARY);

    assertThat(rows(JANUARY))
        .containsExactly(
            night.row(COUNTRY, ALPHA, "2026-01-31", "DK", 2L),
            night.row(COUNTRY, OWNED, "2026-01-01", "NO", 9L),
            night.row(COUNTRY, BETA, "2026-01-01", "NO", 1L),
            night.row(COUNTRY, BETA, "2026-01-02", "NO", 3L),
            night.row(COUNTRY, BETA, "2026-01-02", "SE", 4L))
        .inOrder();
    assertThat(rows(FEBRUARY)).containsExactly(night.row(COUNTRY, ALPHA, "2026-02-01", "DK", 5L));
  }

  @Test
  void append_manyRows_areInRowGroupsForSeveralThreads() throws IOException, SQLException {
    int copies = 123;
    List<Row> thousand = new ArrayList<>();
    for (int country = 0; country < 1000; country++) {
      thousand.add(night.row(COUNTRY, ALPHA, "2026-01-31", "C" + country, 1L));
    }
    store(night, COUNTRY, ALPHA, "2026-01-31", "2026-01-31", thousand);
    byte[] source =
        Files.readAllBytes(
            output.resolve("geography_daily/year_month=2026-01/" + ALPHA.channelId() + ".parquet"));

    Path many = output.resolve("many.parquet");
    try (ParquetContent file = ParquetContent.open(source);
        FileAppender out =
            new FileAppender(
                FileAppender.union(file.columns(), file.columns()), Files.newOutputStream(many))) {
      for (int copy = 0; copy < copies; copy++) {
        try (ParquetContent again = ParquetContent.open(source)) {
          assertThat(out.append(again)).isTrue();
        }
      }
      out.end(Map.of());
    }

    try (DuckDb duck = new DuckDb()) {
      assertThat(
              duck.rows(
                  "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('%s') ORDER BY 1"
                      .formatted(many)))
          .containsExactly("0|122880", "1|120")
          .inOrder();
    }
  }

  @Test
  void outdated_nothingChanged_isEmpty() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L, "2026-02-01", "DK", 5L);
    update("geography_daily");
    store(Night.of(2), ALPHA, "2026-01-31", "DK", 2L, "2026-02-01", "DK", 5L);

    assertThat(months.outdated("geography_daily")).isEmpty();
  }

  @Test
  void update_oneMonthChanged_writesThatMonthOnly() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L, "2026-02-01", "DK", 5L);
    update("geography_daily");
    store(Night.of(2), ALPHA, "2026-01-31", "DK", 2L, "2026-02-01", "DK", 6L);

    assertThat(update("geography_daily")).containsExactly(FEBRUARY);
    assertThat(rows(FEBRUARY))
        .containsExactly(Night.of(2).row(COUNTRY, ALPHA, "2026-02-01", "DK", 6L));
  }

  @Test
  void update_monthWithoutFiles_isDeleted() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L, "2026-02-01", "DK", 5L);
    update("geography_daily");
    Files.delete(
        output.resolve("geography_daily/year_month=2026-02/" + ALPHA.channelId() + ".parquet"));

    assertThat(update("geography_daily")).containsExactly(FEBRUARY);
    assertThat(Files.exists(output.resolve(FEBRUARY))).isFalse();
    assertThat(Files.exists(output.resolve(JANUARY))).isTrue();
  }

  @Test
  void update_damagedMonthFile_isWrittenAgain() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L);
    update("geography_daily");
    Files.writeString(output.resolve(JANUARY), "PAR1 and no more");

    assertThat(update("geography_daily")).containsExactly(JANUARY);
    assertThat(rows(JANUARY)).hasSize(1);
  }

  @Test
  void update_damagedSource_keepsTheMonthFileAndNamesTheSource() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L);
    store(night, BETA, "2026-01-31", "DK", 2L);
    update("geography_daily");
    String source = "geography_daily/year_month=2026-01/" + BETA.channelId() + ".parquet";
    Files.writeString(output.resolve(source), "PAR1 and no more");

    MonthFile january = months.outdated("geography_daily").get(0);

    assertThat(assertThrows(DamagedFileException.class, () -> months.update(january)))
        .hasMessageThat()
        .startsWith(source + ": ");
    assertThat(rows(JANUARY)).hasSize(2);
    try (var all = Files.list(output.resolve("_months/geography_daily"))) {
      assertThat(all.toList()).containsExactly(output.resolve(JANUARY));
    }
  }

  @Test
  void outdated_snapshot_hasNoMonths() throws IOException {
    store(night, FILMS, ALPHA, "2026-01-01", "2026-01-01", List.of());

    assertThat(months.outdated("films")).isEmpty();
  }

  @Test
  void update_filesOfTwoGenerations_hasNullsInAddedColumns() throws IOException, SQLException {
    ReportDefinition before = Sample.report("growing", List.of("country"), List.of("views"), null);
    ReportDefinition after =
        Sample.report("growing", List.of("country"), List.of("likes", "views"), null);
    for (ChannelRef channel : List.of(ALPHA, BETA)) {
      ReportDefinition report = channel.equals(ALPHA) ? before : after;
      Object[] cells =
          channel.equals(ALPHA) ? new Object[] {"NO", 1L} : new Object[] {"NO", 7L, 2L};
      var unused =
          new ShardWriter(files, List.of(report))
              .store(
                  night.shard(
                      report,
                      channel,
                      "2026-01-05",
                      "2026-01-05",
                      night.row(report, channel, "2026-01-05", cells)));
    }

    assertThat(update("growing")).hasSize(1);

    try (DuckDb duck = new DuckDb()) {
      assertThat(
              duck.rows(
                  "SELECT channel_id, views, likes FROM '%s/_months/growing/2026-01.parquet'"
                      .formatted(output)))
          .containsExactly(ALPHA.channelId() + "|1|null", BETA.channelId() + "|2|7")
          .inOrder();
    }
  }

  @Test
  void update_drawnNights_hasTheRowsOfTheChannelsFiles() throws IOException, SQLException {
    RandomHistory history = new RandomHistory(31L);
    ShardWriter store = new ShardWriter(files, Sample.REPORTS);
    try (DuckDb duck = new DuckDb()) {
      for (int night = 0; night < 6; night++) {
        history.night().forEach(store::store);
        for (ReportDefinition report : Sample.REPORTS) {
          update(report.name());
          if (!files.list(report.name()).isEmpty()) {
            String rows =
                "SELECT * EXCLUDE (year_month) FROM " + DuckDb.table(output, report.name());
            String months =
                "SELECT * FROM '%s/_months/%s/*.parquet'".formatted(output, report.name());
            assertThat(duck.rows("(%s) EXCEPT ALL (%s)".formatted(rows, months))).isEmpty();
            assertThat(duck.rows("(%s) EXCEPT ALL (%s)".formatted(months, rows))).isEmpty();
          }
        }
      }
    }
    assertThat(months.reports()).hasSize(4);
  }

  @Test
  void forget_channel_isGoneFromTheMonthFiles() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L);
    store(night, BETA, "2026-01-31", "DK", 3L, "2026-02-01", "DK", 5L);
    update("geography_daily");

    try (StoredRows stored = ParquetOutput.at(output.toString()).openRows()) {
      assertThat(stored.forget(new ChannelIdentity(String.valueOf(BETA.channelId()), null)))
          .isEqualTo(2);
    }

    assertThat(rows(JANUARY)).containsExactly(night.row(COUNTRY, ALPHA, "2026-01-31", "DK", 2L));
    assertThat(Files.exists(output.resolve(FEBRUARY))).isFalse();
  }

  @Test
  void forget_otherChannelIsDamaged_deletesTheMonthFile() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L);
    store(night, BETA, "2026-01-31", "DK", 3L);
    update("geography_daily");
    Files.writeString(
        output.resolve("geography_daily/year_month=2026-01/" + ALPHA.channelId() + ".parquet"),
        "PAR1 and no more");

    try (StoredRows stored = ParquetOutput.at(output.toString()).openRows()) {
      stored.forget(new ChannelIdentity(String.valueOf(BETA.channelId()), null));
    }

    assertThat(Files.exists(output.resolve(JANUARY))).isFalse();
  }

  @Test
  void check_damagedMonthFile_isFound() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L);
    update("geography_daily");
    DamagedFiles damaged = new DamagedFiles(ParquetOutput.at(output.toString()));
    assertThat(damaged.find(List.of(), path -> {})).isEmpty();

    byte[] content = Files.readAllBytes(output.resolve(JANUARY));
    Arrays.fill(content, 4, 60, (byte) 0x55);
    Files.write(output.resolve(JANUARY), content);

    assertThat(damaged.find(List.of(), path -> {}).get(0).path()).isEqualTo(JANUARY);
  }

  @Test
  void take_temporaryFileOfACrashedRun_isRemoved() throws IOException {
    store(night, ALPHA, "2026-01-31", "DK", 2L);
    update("geography_daily");
    Path left =
        output.resolve(
            "_months/geography_daily/.2026-01.parquet.months.6b1ad5a4-5ad1-4d51-b9a8-a6db55c3ab56.tmp");
    Files.writeString(left, "PAR1");

    OutputLock.take(ParquetOutput.at(output.toString()), "night").close();

    assertThat(Files.exists(left)).isFalse();
    assertThat(Files.exists(output.resolve(JANUARY))).isTrue();
  }
}
