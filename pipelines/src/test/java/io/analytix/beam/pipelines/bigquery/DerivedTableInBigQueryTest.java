// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.TopCountries.TABLE;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.DerivedRows;
import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.parquet.TopCountries;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.row.ReportSchema;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DerivedTableInBigQueryTest {
  @TempDir Path temp;

  @Test
  void derive_nightAfterNight_isWhatTheReportsSay() throws Exception {
    try (FakeBigQuery bigQuery = new FakeBigQuery("ds", "EU")) {
      night(
          bigQuery,
          Night.of(1),
          "2026-01-30 NO 5",
          "2026-01-30 SE 3",
          "2026-01-31 SE 4",
          "2026-02-01 NO 6");

      assertThat(table(bigQuery))
          .containsExactly(
              "2026-01-30 NO 5 run-1", "2026-01-31 SE 4 run-1", "2026-02-01 NO 6 run-1");

      night(bigQuery, Night.of(2), "2026-01-30 NO 5", "2026-02-01 DK 7");

      assertThat(table(bigQuery)).containsExactly("2026-01-30 NO 5 run-1", "2026-02-01 DK 7 run-2");
      assertThat(bigQuery.tables()).doesNotContain(TABLE.name() + "_by_week");

      // Rows outside of their days fail, and those of other days are stored.
      alone(
          bigQuery,
          rows("2026-01-30", "2026-01-30"),
          rows(
              "2026-01-30",
              "2026-02-01",
              Row.withSchema(ReportSchema.of(TABLE).ownColumns())
                  .addValues(day("2026-02-02"), "NO", 5L)
                  .build()));

      assertThat(table(bigQuery)).containsExactly("2026-02-01 DK 7 run-2");
      assertThat(
              bigQuery.query(
                  "SELECT message FROM ds.analytix_outcomes WHERE report = '"
                      + TABLE.name()
                      + "' AND status = 'FAILED'"))
          .hasSize(1);
    }
  }

  private void night(FakeBigQuery bigQuery, Night night, String... rows) {
    Pipeline pipeline = Pipeline.create(SinkRun.options(bigQuery, temp));
    Row[] ofNight =
        Arrays.stream(rows)
            .map(row -> row.split(" "))
            .map(row -> night.row(COUNTRY, ALPHA, row[0], row[1], Long.valueOf(row[2])))
            .toArray(Row[]::new);
    ReadResult read =
        ReadResult.of(
            pipeline.apply(
                Create.of(night.shard(COUNTRY, ALPHA, "2026-01-30", "2026-02-01", ofNight))
                    .withCoder(
                        FinishedShard.coder(
                            Map.of(COUNTRY.name(), ReportSchema.of(COUNTRY).schema())))),
            List.of(COUNTRY));
    TopCountries.with(read, night.runId()).apply("Store", ReplaceInBigQuery.to(SinkRun.DATASET));
    pipeline.run().waitUntilFinish();
  }

  private void alone(FakeBigQuery bigQuery, DerivedRows... rows) {
    Pipeline pipeline = Pipeline.create(SinkRun.options(bigQuery, temp));
    pipeline
        .apply(Create.of(List.of(rows)).withCoder(SerializableCoder.of(DerivedRows.class)))
        .apply("Derive", AnalytixIO.derive(TABLE))
        .apply("Store", ReplaceInBigQuery.to(SinkRun.DATASET));
    pipeline.run().waitUntilFinish();
  }

  private static DerivedRows rows(String first, String last, Row... rows) {
    return new DerivedRows(
        String.valueOf(ALPHA.channelId()),
        null,
        new DateRange(day(first), day(last)),
        List.of(rows));
  }

  private static List<String> table(FakeBigQuery bigQuery) {
    return bigQuery
        .query("SELECT day, country, views, run_id FROM ds." + TABLE.name() + " ORDER BY day")
        .stream()
        .map(row -> String.join(" ", row.values().stream().map(String::valueOf).toList()))
        .toList();
  }

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }
}
