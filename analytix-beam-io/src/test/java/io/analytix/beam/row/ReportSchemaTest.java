// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

final class ReportSchemaTest {
  private static ReportDefinition report(
      TimeGrain every, List<String> dimensions, String... metrics) {
    return new ReportDefinition(
        "test",
        dimensions,
        List.of(metrics),
        Collections.emptySortedMap(),
        null,
        every,
        1,
        null,
        false,
        null);
  }

  private static String described(Field field) {
    String type =
        field.getType().getLogicalType() == null
            ? field.getType().getTypeName().toString()
            : field.getType().getLogicalType().getIdentifier();
    return field.getName()
        + " "
        + type.replaceAll(".*:date:.*", "DATE")
        + (field.getType().getNullable() ? "" : " required")
        + ": "
        + field.getDescription();
  }

  @Test
  void of_snapshot_tellsWhatItsColumnsAre() {
    ReportSchema schema = ReportSchema.of(Reports.find("videos").orElseThrow());

    assertThat(schema.schema().getFields().stream().map(ReportSchemaTest::described).toList())
        .containsAtLeast("video STRING: dimension video", "title STRING: attribute title");
  }

  @Test
  void of_reportOfEveryType_hasTheColumnsInTheirOrder() {
    ReportSchema schema =
        ReportSchema.of(
            report(TimeGrain.DAY, List.of("country", "day"), "views", "averageViewPercentage"));

    assertThat(schema.schema().getFields().stream().map(ReportSchemaTest::described).toList())
        .containsExactly(
            "channel_id STRING required: the YouTube channel",
            "content_owner STRING: the content owner of the request, null for a channel's own consent",
            "day DATE required: the Pacific day",
            "country STRING: dimension country",
            "views INT64: metric views, count, days may be added up",
            "average_view_percentage DOUBLE: metric averageViewPercentage, percent,"
                + " days must not be added up",
            "fetched_at DATETIME required: when the response arrived",
            "run_id STRING required: the run that fetched the row")
        .inOrder();
    assertThat(schema.keys()).containsExactly("day", "country").inOrder();
    assertThat(
            described(
                ReportSchema.of(report(TimeGrain.DAY, List.of("day"), "estimatedRevenue"))
                    .schema()
                    .getField("estimated_revenue")))
        .isEqualTo(
            "estimated_revenue DECIMAL: metric estimatedRevenue, currency, days may be added up");
  }

  @Test
  void row_cellsInTheOrderAsked_fallIntoTheirColumns() {
    LocalDate day = LocalDate.parse("2026-02-01");
    Instant fetched = Instant.parse("2026-02-04T05:06:07.890123Z");
    ReportSchema schema =
        ReportSchema.of(report(TimeGrain.DAY, List.of("country", "day"), "views"));
    ReportSchema money =
        ReportSchema.of(report(TimeGrain.DAY, List.of("country"), "estimatedRevenue"));

    Row row = schema.row("UC1", null, one(day), Arrays.asList("CH", day, 7L), fetched, "run-1");
    Row absent =
        money.row("UC1", "owner", one(day), Arrays.asList(null, (Object) null), fetched, "run-1");
    Row exact =
        money.row(
            "UC1", "owner", one(day), List.of("CH", new BigDecimal("1.100000000")), fetched, "r");

    assertThat(row.getValues())
        .containsExactly(
            "UC1",
            null,
            day,
            "CH",
            7L,
            org.joda.time.Instant.parse("2026-02-04T05:06:07.890Z"),
            "run-1")
        .inOrder();
    assertThat(absent.getString("country")).isNull();
    assertThat(absent.getDecimal("estimated_revenue")).isNull();
    assertThat(exact.getDecimal("estimated_revenue")).isEqualTo(new BigDecimal("1.100000000"));
  }

  @Test
  void of_reportByMonth_hasTheFirstDayOfTheMonth() {
    ReportSchema schema =
        ReportSchema.of(report(TimeGrain.MONTH, List.of("month", "creatorContentType"), "views"));
    LocalDate february = LocalDate.parse("2024-02-01");
    DateRange month = new DateRange(february, LocalDate.parse("2024-02-29"));

    Row row = schema.row("UC1", null, month, List.of(february, "shorts", 7L), Instant.EPOCH, "r");

    assertThat(schema.schema().getFieldNames())
        .containsExactly(
            "channel_id",
            "content_owner",
            "month",
            "creator_content_type",
            "views",
            "fetched_at",
            "run_id")
        .inOrder();
    assertThat(schema.keys()).containsExactly("month", "creator_content_type").inOrder();
    assertThat(row.getValues().subList(2, 5)).containsExactly(february, "shorts", 7L).inOrder();
    assertThat(schema.period(row)).hasValue(month);
    assertThat(schema.isInScope(ReplaceScope.all(month), row)).isTrue();
    assertThat(schema.isInScope(ReplaceScope.all(days("2024-02-01", "2024-02-28")), row)).isFalse();
    assertThat(schema.isInScope(ReplaceScope.all(days("2024-01-01", "2024-03-31")), row)).isTrue();
  }

  @Test
  void of_reportOfARange_hasBothDaysAndIsReplacedByTheSameRangeOnly() {
    ReportSchema schema = ReportSchema.of(report(TimeGrain.RANGE, List.of("country"), "views"));
    DateRange range = days("2026-01-15", "2026-03-02");

    Row row = schema.row("UC1", null, range, List.of("CH", 7L), Instant.EPOCH, "r");

    assertThat(schema.keys()).containsExactly("start_date", "end_date", "country").inOrder();
    assertThat(row.getValues().subList(2, 6))
        .containsExactly(range.first(), range.last(), "CH", 7L)
        .inOrder();
    assertThat(schema.period(row)).hasValue(range);
    assertThat(schema.isInScope(ReplaceScope.all(range), row)).isTrue();
    assertThat(schema.isInScope(ReplaceScope.all(days("2026-01-01", "2026-12-31")), row)).isFalse();
  }

  @Test
  void isInScope_scopeWithIds_containsTheirRowsOnly() {
    ReportSchema schema =
        ReportSchema.of(
            ReportDefinition.named("video_days")
                .dimensions("day", "video")
                .metrics("views")
                .build());
    LocalDate day = LocalDate.parse("2026-02-01");
    Row row = schema.row("UC1", null, one(day), List.of(day, "-abc", 7L), Instant.EPOCH, "r");

    assertThat(schema.isInScope(ReplaceScope.all(one(day)), row)).isTrue();
    assertThat(schema.isInScope(new ReplaceScope(one(day), Set.of("-abc", "x")), row)).isTrue();
    assertThat(schema.isInScope(new ReplaceScope(one(day), Set.of("x")), row)).isFalse();
    assertThat(
            schema.isInScope(
                new ReplaceScope(days("2026-01-01", "2026-01-31"), Set.of("-abc")), row))
        .isFalse();
  }

  @Test
  void of_snapshot_hasNoTimeColumnAndIsReplacedForTheThingsListed() {
    ReportSchema schema =
        ReportSchema.of(
            ReportDefinition.named("films")
                .every(TimeGrain.SNAPSHOT)
                .dimensions("video")
                .metrics("title", "publishedAt")
                .build());

    Row row =
        schema.row(
            "UC1",
            null,
            one(LocalDate.parse("2026-02-01")),
            List.of("abc", "A film", Instant.ofEpochSecond(9)),
            Instant.EPOCH,
            "r");

    assertThat(schema.schema().getFieldNames())
        .containsExactly(
            "channel_id", "content_owner", "video", "title", "published_at", "fetched_at", "run_id")
        .inOrder();
    assertThat(schema.period(row)).isEmpty();
    assertThat(schema.keys()).containsExactly("video");
    assertThat(row.getDateTime("published_at")).isEqualTo(org.joda.time.Instant.ofEpochSecond(9));
    DateRange later = days("2026-03-01", "2026-03-01");
    assertThat(schema.isInScope(new ReplaceScope(later, Set.of("abc")), row)).isTrue();
    assertThat(schema.isInScope(new ReplaceScope(later, Set.of("xyz")), row)).isFalse();
  }

  @Test
  void isInScope_rowOfADay_isContainedInAnyRangeWithThatDay() {
    ReportSchema schema = ReportSchema.of(report(TimeGrain.DAY, List.of("country"), "views"));
    Row row =
        schema.row(
            "UC1", null, one(LocalDate.parse("2026-02-01")), List.of("CH", 7L), Instant.EPOCH, "r");

    assertThat(schema.isInScope(ReplaceScope.all(days("2026-01-01", "2026-02-01")), row)).isTrue();
    assertThat(schema.isInScope(ReplaceScope.all(days("2026-01-01", "2026-01-31")), row)).isFalse();
  }

  private static DateRange days(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }

  private static DateRange one(LocalDate day) {
    return new DateRange(day, day);
  }
}
