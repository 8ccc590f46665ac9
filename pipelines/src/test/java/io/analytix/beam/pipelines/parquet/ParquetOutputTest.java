// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.report;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.parquet.format.SchemaDiff;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that change while their tables exist. */
final class ParquetOutputTest {
  private static final String WAY_OUT = "; choose another report name or another output";
  private static final String FILE =
      "geography_daily/year_month=2026-01/" + ALPHA.channelId() + ".parquet";

  private static final ReportDefinition VIEWS = geography(List.of("country"), "views");
  private static final ReportDefinition MORE = geography(List.of("country"), "likes", "views");

  private Path output;

  @BeforeEach
  void nameOutput(@TempDir Path folder) {
    output = folder;
  }

  @Test
  void check_missingTable_passes() {
    ParquetOutput.at(output.resolve("missing").toString()).check(List.of(VIEWS));

    assertThat(Files.exists(output.resolve("missing"))).isFalse();
  }

  @Test
  void check_sameReport_passesAndTouchesNothing() throws IOException {
    store(VIEWS, ALPHA.channelId(), "2026-01-05", "NO", 1L);
    var before = new Disk(output).files();

    check(VIEWS);

    assertThat(new Disk(output).files()).isEqualTo(before);
  }

  @Test
  void check_metricAdded_passesAndOlderRowsReadAsNull() throws IOException, SQLException {
    store(VIEWS, ALPHA.channelId(), "2026-01-05", "NO", 1L);

    check(MORE);
    store(MORE, ALPHA.channelId(), "2026-01-06", "NO", 2L, 3L);

    assertThat(new Disk(output).rows(MORE).stream().map(row -> row.getInt64("likes")).toList())
        .containsExactly(null, 2L)
        .inOrder();
    try (DuckDb duck = new DuckDb()) {
      assertThat(
              duck.rows(
                  "SELECT day, likes, views FROM %s ORDER BY day"
                      .formatted(DuckDb.table(output, "geography_daily"))))
          .containsExactly("2026-01-05|null|1", "2026-01-06|2|3")
          .inOrder();
    }
  }

  @Test
  void check_metricRemoved_isRejected() throws IOException {
    store(MORE, ALPHA.channelId(), "2026-01-05", "NO", 1L, 2L);

    assertRefused(VIEWS, "column 'likes' is missing");
  }

  @Test
  void check_dimensionExchanged_isRejected() throws IOException {
    store(VIEWS, ALPHA.channelId(), "2026-01-05", "NO", 1L);

    assertRefused(geography(List.of("deviceType"), "views"), "column 'country' is missing");
  }

  @Test
  void check_filterAdded_isRejected() throws IOException {
    store(VIEWS, ALPHA.channelId(), "2026-01-05", "NO", 1L);

    assertRefused(
        Sample.filtered(
            "geography_daily",
            List.of("country"),
            List.of("views"),
            null,
            new TreeMap<>(Map.of("continent", "150"))),
        "its query was 'dimensions=country&metrics=views&every=DAY' and is"
            + " 'dimensions=country&metrics=views&filters=continent==150&every=DAY' now");
  }

  @Test
  void check_otherCap_isRejected() throws IOException {
    store(VIEWS, ALPHA.channelId(), "2026-01-05", "NO", 1L);

    OutputException refused =
        assertThrows(
            OutputException.class,
            () ->
                check(
                    report(
                        "geography_daily",
                        List.of("country"),
                        List.of("views"),
                        new RowCap(25, List.of("views")))));

    assertThat(refused).hasMessageThat().contains("sort=-views&maxResults=25&every=DAY' now");
  }

  @Test
  void check_retypedColumn_isRejected() throws IOException {
    Schema strange =
        Schema.builder()
            .addFields(
                ReportSchema.of(VIEWS).schema().getFields().stream()
                    .map(
                        field ->
                            field.getName().equals("views")
                                ? field.withType(FieldType.DOUBLE.withNullable(true))
                                : field)
                    .toList())
            .build();
    put(
        new ParquetEncoder(new ParquetSchema(strange), SchemaDiff.metadata(VIEWS))
            .encode(List.of()));

    assertRefused(VIEWS, "column 'views' is DOUBLE in the file and INT64 now");
  }

  @Test
  void check_fileOfAnotherWriter_isRejected() throws IOException {
    Schema strange = Schema.builder().addStringField("channel_id").build();
    put(new ParquetEncoder(new ParquetSchema(strange), Map.of()).encode(List.of()));

    assertRefused(
        VIEWS,
        "column 'day' is missing in the file, column 'fetched_at' is missing in the file, column"
            + " 'run_id' is missing in the file");
  }

  @Test
  void check_oneDamagedOrForeignFile_doesNotStopTheOthers() throws IOException {
    put(new byte[] {'P', 'A', 'R', '1'});
    assertDoesNotThrow(() -> check(VIEWS));

    Schema strange = Schema.builder().addStringField("channel_id").build();
    put(new ParquetEncoder(new ParquetSchema(strange), Map.of()).encode(List.of()));
    assertThrows(OutputException.class, () -> check(VIEWS));
    store(VIEWS, BETA.channelId(), "2026-01-05", "NO", 1L);
    assertDoesNotThrow(() -> check(VIEWS));
  }

  @Test
  void check_outputIsAFile_isRejected() throws IOException {
    Path file = Files.writeString(output.resolve("file"), "");

    OutputException refused =
        assertThrows(
            OutputException.class, () -> ParquetOutput.at(file.toString()).check(List.of(VIEWS)));

    assertThat(refused).hasMessageThat().isEqualTo("output " + file + " is a file: name a folder");
  }

  @Test
  void check_olderMonthDiffers_readsOnlyTheNewest() throws IOException {
    store(MORE, ALPHA.channelId(), "2026-01-05", "NO", 1L, 2L);
    store(VIEWS, BETA.channelId(), "2026-02-05", "NO", 1L);
    assertDoesNotThrow(() -> check(VIEWS));

    put(new byte[] {'P', 'A', 'R', '1'}); // What would be refused if it were read.
    assertDoesNotThrow(() -> check(VIEWS));
    assertThat(ParquetOutput.newest("geography_daily", new LocalFileStore(output)).get(0))
        .isEqualTo("geography_daily/year_month=2026-02/" + BETA.channelId() + ".parquet");
  }

  @Test
  void store_removedColumn_isRefusedFileByFile() throws IOException {
    store(MORE, ALPHA.channelId(), "2026-01-05", "NO", 1L, 2L);
    var before = new Disk(output).files();

    Outcome outcome = store(VIEWS, ALPHA.channelId(), "2026-01-05", "NO", 9L);

    assertThat(outcome.message())
        .isEqualTo("cannot store " + FILE + ": column 'likes' is missing" + WAY_OUT);
    assertThat(new Disk(output).files()).isEqualTo(before);
    assertThat(new Disk(output).rows(MORE)).hasSize(1);
  }

  private void check(ReportDefinition report) {
    ParquetOutput.at(output.toString()).check(List.of(report));
  }

  private void assertRefused(ReportDefinition report, String difference) {
    OutputException refused = assertThrows(OutputException.class, () -> check(report));

    assertThat(refused)
        .hasMessageThat()
        .isEqualTo("report 'geography_daily' does not match " + FILE + ": " + difference + WAY_OUT);
  }

  private Outcome store(
      ReportDefinition report, @Nullable String channelId, String day, @Nullable Object... cells) {
    var channel = Sample.channel(String.valueOf(channelId), null);
    Row row = Night.of(1).row(report, channel, day, cells);
    return new ShardWriter(new LocalFileStore(output), List.of(report))
        .store(Night.of(1).shard(report, channel, day, day, row))
        .outcomes()
        .get(0);
  }

  private void put(byte[] content) throws IOException {
    new LocalFileStore(output).replace(FILE, content, "run-0");
  }

  private static ReportDefinition geography(List<String> dimensions, String... metrics) {
    return report("geography_daily", dimensions, List.of(metrics), null);
  }
}
