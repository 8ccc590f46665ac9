// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.Sample.OWNED;
import static io.analytix.beam.pipelines.parquet.Sample.REPORTS;
import static io.analytix.beam.pipelines.parquet.Sample.day;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.parquet.format.SchemaDiff;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredChannelDaysTest {
  private static final Night NIGHT = Night.of(1);

  @TempDir Path output;

  @Test
  void of_daysOfTwoMonths_areThoseOfTheChannelItself() {
    store(ALPHA, "2026-01-30");
    store(ALPHA, "2026-02-01");
    store(BETA, "2026-01-31");

    assertThat(days(ALPHA, "2026-01-30", "2026-02-02"))
        .containsExactly(day("2026-01-30"), day("2026-02-01"));
    assertThat(days(ALPHA, "2026-02-01", "2026-02-02")).containsExactly(day("2026-02-01"));
    assertThat(days(OWNED, "2026-01-31", "2026-02-02")).isEmpty();
  }

  @Test
  void of_reportOfRanges_areTheDaysOfTheSameRangeOnly() throws IOException {
    ReportDefinition campaign =
        ReportDefinition.named("campaign").metrics("views").every(TimeGrain.RANGE).build();
    ReportSchema table = ReportSchema.of(campaign);
    DateRange stored = new DateRange(day("2026-01-30"), day("2026-02-02"));
    Row row =
        table.row(
            String.valueOf(ALPHA.channelId()), null, stored, List.of(7L), NIGHT.at(), "run-1");
    new LocalFileStore(output)
        .replace(
            OutputPaths.file(
                "campaign", YearMonth.of(2026, 2), String.valueOf(ALPHA.channelId()), null),
            new ParquetEncoder(new ParquetSchema(table.schema()), SchemaDiff.metadata(campaign))
                .encode(List.of(row)),
            "run-1");
    StoredChannelDays days =
        new StoredChannelDays(ParquetOutput.at(output.toString()), List.of(campaign));

    Outcome outcome = NIGHT.answer(campaign, ALPHA, stored, List.of()).outcome();
    assertThat(days.of(outcome, stored)).containsExactlyElementsIn(stored.days().toList());
    assertThat(days.of(outcome, new DateRange(stored.first(), day("2026-02-03")))).isEmpty();
  }

  @Test
  void of_unknownReport_returnsEmpty() {
    store(ALPHA, "2026-01-30");
    StoredChannelDays days =
        new StoredChannelDays(ParquetOutput.at(output.toString()), List.of(Sample.CHANNEL));

    DateRange day = new DateRange(day("2026-01-30"), day("2026-01-30"));
    assertThat(days.of(asked(ALPHA, "2026-01-30", "2026-01-30"), day)).isEmpty();
  }

  private Set<LocalDate> days(ChannelRef channel, String first, String last) {
    return new StoredChannelDays(ParquetOutput.at(output.toString()), REPORTS)
        .of(asked(channel, first, last), new DateRange(day(first), day(last)));
  }

  private void store(ChannelRef channel, String day) {
    new ShardWriter(new LocalFileStore(output), REPORTS)
        .store(NIGHT.shard(COUNTRY, channel, day, day, NIGHT.row(COUNTRY, channel, day, "NO", 3L)));
  }

  private static Outcome asked(ChannelRef channel, String first, String last) {
    DateRange dates = new DateRange(LocalDate.parse(first), LocalDate.parse(last));
    return NIGHT.answer(COUNTRY, channel, dates, List.of()).outcome();
  }
}
