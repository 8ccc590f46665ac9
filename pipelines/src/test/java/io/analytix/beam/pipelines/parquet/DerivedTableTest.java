// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.TopCountries.TABLE;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.DerivedRows;
import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DerivedTableTest {
  private static final DateRange DAYS =
      new DateRange(Sample.day("2026-01-30"), Sample.day("2026-02-01"));

  private Path output;
  private Disk disk;

  @BeforeEach
  void nameOutput() throws IOException {
    Path target = Files.createDirectories(Path.of("target", "outputs"));
    output = Files.createTempDirectory(target, "derived").toAbsolutePath().resolve("out");
    disk = new Disk(output);
  }

  @Test
  void derive_nightAfterNight_isWhatTheReportsSay() throws IOException {
    night(
        Night.of(1),
        row("2026-01-30", "NO", 5L),
        row("2026-01-30", "SE", 3L),
        row("2026-01-31", "SE", 4L),
        row("2026-02-01", "NO", 6L));

    assertThat(table())
        .containsExactly("2026-01-30 NO 5 run-1", "2026-01-31 SE 4 run-1", "2026-02-01 NO 6 run-1")
        .inOrder();

    night(Night.of(2), row("2026-01-30", "NO", 5L), row("2026-02-01", "DK", 7L));

    assertThat(table()).containsExactly("2026-01-30 NO 5 run-1", "2026-02-01 DK 7 run-2").inOrder();
    assertThat(disk.rows(COUNTRY)).hasSize(2);

    Map<String, String> before = rowFiles();
    night(Night.of(3), row("2026-01-30", "NO", 5L), row("2026-02-01", "DK", 7L));

    assertThat(rowFiles()).isEqualTo(before);
    assertThat(disk.outcomes().stream().filter(one -> one.report().equals(TABLE.name())).toList())
        .hasSize(3);
  }

  @Test
  void derive_noRows_removesWhatTheyReplace() throws IOException {
    store(rows(DAYS, own("2026-01-30", "NO", 5L), own("2026-02-01", "NO", 6L)));
    store(rows(new DateRange(Sample.day("2026-01-29"), Sample.day("2026-01-31"))));

    assertThat(table()).containsExactly("2026-02-01 NO 6 run-1");
    assertThat(disk.table(TABLE).keySet())
        .containsExactly("top_country_daily/year_month=2026-02/" + ALPHA.channelId() + ".parquet");
  }

  @Test
  void derive_rowsThatContradictTheirDeclaration_failAndLeaveWhatIsStored() throws IOException {
    store(rows(DAYS, own("2026-01-30", "NO", 5L)));
    Map<String, String> before = rowFiles();

    assertThat(store(rows(DAYS, own("2026-02-02", "NO", 5L))).message())
        .isEqualTo(
            "a row of top_country_daily is of 2026-02-02..2026-02-02, but the rows replace"
                + " 2026-01-30..2026-02-01");
    assertThat(
            store(rows(DAYS, own("2026-01-31", "NO", 5L), own("2026-01-31", "SE", 4L))).message())
        .startsWith("two rows of top_country_daily have the key [2026-01-31]");
    Row foreign = Night.of(1).row(COUNTRY, ALPHA, "2026-01-31", "NO", 3L);
    assertThat(store(rows(DAYS, foreign)).message())
        .contains("but must have those of ReportSchema.ownColumns");
    assertThat(rowFiles()).isEqualTo(before);
  }

  @Test
  void derive_severalElementsOfAChannel_areStoredTogether() throws IOException {
    DateRange january = new DateRange(Sample.day("2026-01-01"), Sample.day("2026-01-30"));
    DateRange later = new DateRange(Sample.day("2026-01-31"), Sample.day("2026-01-31"));
    DerivedRows beta =
        new DerivedRows(
            String.valueOf(BETA.channelId()), null, DAYS, List.of(own("2026-01-30", "FI", 1L)));

    run(
        List.of(
            rows(later, own("2026-01-31", "SE", 4L)),
            beta,
            rows(january, own("2026-01-30", "NO", 5L), own("2026-01-02", "NO", 9L))),
        TABLE);

    assertThat(table())
        .containsExactly(
            "2026-01-02 NO 9 run-1",
            "2026-01-30 NO 5 run-1",
            "2026-01-31 SE 4 run-1",
            "2026-01-30 FI 1 run-1")
        .inOrder();
  }

  @Test
  void derive_otherColumns_onlyAddedValuesAreAccepted() throws IOException {
    store(rows(DAYS, own("2026-01-30", "NO", 5L)));
    DerivedTable wider =
        DerivedTable.named(TABLE.name())
            .value("country", Column.Type.STRING)
            .value("views", Column.Type.INTEGER)
            .value("share", Column.Type.FLOAT)
            .build();
    DerivedTable other =
        DerivedTable.named(TABLE.name())
            .key("country", Column.Type.STRING)
            .value("views", Column.Type.INTEGER)
            .value("share", Column.Type.FLOAT)
            .build();
    Row added =
        Row.withSchema(ReportSchema.of(wider).ownColumns())
            .addValues(Sample.day("2026-01-31"), "SE", 4L, 0.5)
            .build();

    assertThat(run(List.of(rows(DAYS, added)), other).message())
        .contains("its query was 'derived&dimensions=&metrics=country:STRING,views:INTEGER");
    assertThat(run(List.of(rows(DAYS, added)), wider).status()).isEqualTo(Status.OK);
    assertThat(disk.rows(wider).stream().map(row -> row.getDouble("share")).toList())
        .containsExactly(0.5);
  }

  @Test
  void guide_code_isWhatIsTestedHere() throws IOException {
    Pattern code =
        Pattern.compile(
            "// derived-tables.md: (?!end)\\w+\n(.*?)\n *// derived-tables.md: end",
            Pattern.DOTALL);
    String source =
        Files.readString(
            Path.of("src/test/java/io/analytix/beam/pipelines/parquet/TopCountries.java"));
    String page = Files.readString(Path.of("../src/site/derived-tables.md"));
    List<String> blocks =
        code.matcher(source)
            .results()
            .map(found -> found.group(1).stripTrailing().stripIndent())
            .toList();

    assertThat(blocks).hasSize(2);
    blocks.forEach(block -> assertThat(page).contains("```java\n" + block + "\n```"));
  }

  @Test
  void build_invalidTables_areRefused() {
    assertRefused("built-in report", DerivedTable.named("channel_daily"));
    assertRefused("lower case letters", DerivedTable.named("Top"));
    assertRefused("at least one value", DerivedTable.named("own").key("a", Column.Type.STRING));
    assertRefused(
        "must not name the column 'day' itself",
        DerivedTable.named("own").value("day", Column.Type.DATE));
    assertRefused(
        "the column 'a' twice",
        DerivedTable.named("own").key("a", Column.Type.STRING).value("a", Column.Type.FLOAT));
  }

  private static void assertRefused(String why, DerivedTable.Builder table) {
    assertThat(assertThrows(IllegalArgumentException.class, table::build))
        .hasMessageThat()
        .contains(why);
  }

  /** Stores the report of a night and the table that is derived from it, with one sink. */
  private void night(Night night, Row... rows) {
    Pipeline pipeline = Pipeline.create();
    Coder<FinishedShard> coder =
        FinishedShard.coder(Map.of(COUNTRY.name(), ReportSchema.of(COUNTRY).schema()));
    Row[] ofNight =
        List.of(rows).stream()
            .map(
                row ->
                    night.row(
                        COUNTRY,
                        ALPHA,
                        String.valueOf(row.getLogicalTypeValue("day", java.time.LocalDate.class)),
                        row.getString("country"),
                        row.getInt64("views")))
            .toArray(Row[]::new);
    PCollection<FinishedShard> shards =
        pipeline.apply(
            Create.of(night.shard(COUNTRY, ALPHA, "2026-01-30", "2026-02-01", ofNight))
                .withCoder(coder));
    ReadResult read = ReadResult.of(shards, List.of(COUNTRY));
    TopCountries.with(read, night.runId()).apply("Store", ReplaceInParquet.to(output.toString()));
    pipeline.run().waitUntilFinish();
  }

  private Outcome store(DerivedRows rows) throws IOException {
    return run(List.of(rows), TABLE);
  }

  /** Stores rows alone, and returns the newest outcome. */
  private Outcome run(List<DerivedRows> rows, DerivedTable table) throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(rows).withCoder(SerializableCoder.of(DerivedRows.class)))
        .apply("Derive", AnalytixIO.derive(table))
        .apply("Store", ReplaceInParquet.to(output.toString()));
    pipeline.run().waitUntilFinish();
    return disk.outcomes().stream().max(Comparator.comparing(Outcome::finishedAt)).orElseThrow();
  }

  private static DerivedRows rows(DateRange days, Row... rows) {
    return new DerivedRows(String.valueOf(ALPHA.channelId()), null, days, List.of(rows));
  }

  private static Row own(String day, String country, long views) {
    return Row.withSchema(ReportSchema.of(TABLE).ownColumns())
        .addValues(Sample.day(day), country, views)
        .build();
  }

  private static Row row(String day, String country, long views) {
    return Night.of(0).row(COUNTRY, ALPHA, day, country, views);
  }

  private List<String> table() throws IOException {
    return disk.rows(TABLE).stream()
        .map(
            row ->
                row.getLogicalTypeValue("day", java.time.LocalDate.class)
                    + " "
                    + row.getString("country")
                    + " "
                    + row.getInt64("views")
                    + " "
                    + run(row))
        .toList();
  }

  /** The run of a row; that of rows stored alone is drawn. */
  private static String run(Row row) {
    String run = String.valueOf(row.getString("run_id"));
    return run.startsWith("run-") ? run : "run-1";
  }

  private Map<String, String> rowFiles() throws IOException {
    Map<String, String> files = disk.files();
    files.keySet().removeIf(file -> file.startsWith("_"));
    return files;
  }
}
