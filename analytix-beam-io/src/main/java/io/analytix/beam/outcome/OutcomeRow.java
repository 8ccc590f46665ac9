// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;
import org.jspecify.annotations.Nullable;

/** The row of the outcomes table, {@code analytix_outcomes}. Days are DATE, instants DATETIME. */
public final class OutcomeRow {
  private static final FieldType DATE = FieldType.logicalType(SqlTypes.DATE);

  /** The table's schema: the fields of {@link Outcome}, in its order. */
  public static final Schema SCHEMA =
      Schema.builder()
          .addStringField("run_id")
          .addStringField("token_record")
          .addNullableStringField("channel_id")
          .addNullableStringField("content_owner")
          .addStringField("report")
          .addField("start_date", DATE)
          .addField("end_date", DATE)
          .addNullableField("answered_from", DATE)
          .addNullableField("answered_through", DATE)
          .addStringField("status")
          .addNullableStringField("cause")
          .addNullableStringField("message")
          .addNullableStringField("remedy")
          .addBooleanField("retryable")
          .addNullableField("http_status", FieldType.INT64)
          .addNullableStringField("reason")
          .addInt64Field("rows")
          .addInt64Field("requests")
          .addInt64Field("retries")
          .addDateTimeField("started_at")
          .addDateTimeField("finished_at")
          .addNullableStringField("report_id")
          .addNullableField("report_created_at", FieldType.DATETIME)
          .addNullableField("bytes", FieldType.INT64)
          .addNullableStringField("basis")
          .addNullableField("data_api_units", FieldType.INT64)
          .addNullableField("inserted", FieldType.INT64)
          .addNullableField("updated", FieldType.INT64)
          .addNullableField("deleted", FieldType.INT64)
          .build();

  private OutcomeRow() {}

  /** The outcome as a row. */
  public static Row of(Outcome outcome) {
    Cause cause = outcome.cause();
    Integer httpStatus = outcome.httpStatus();
    Instant createdAt = outcome.reportCreatedAt();
    Integer units = outcome.dataApiUnits();
    return Row.withSchema(SCHEMA)
        .addValue(outcome.runId())
        .addValue(outcome.tokenRecord())
        .addValue(outcome.channelId())
        .addValue(outcome.contentOwner())
        .addValue(outcome.report())
        .addValue(outcome.startDate())
        .addValue(outcome.endDate())
        .addValue(outcome.answeredFrom())
        .addValue(outcome.answeredThrough())
        .addValue(outcome.status().name())
        .addValue(cause == null ? null : cause.name())
        .addValue(outcome.message())
        .addValue(outcome.remedy())
        .addValue(outcome.retryable())
        .addValue(httpStatus == null ? null : httpStatus.longValue())
        .addValue(outcome.reason())
        .addValue(outcome.rows())
        .addValue((long) outcome.requests())
        .addValue((long) outcome.retries())
        .addValue(joda(outcome.startedAt()))
        .addValue(joda(outcome.finishedAt()))
        .addValue(outcome.reportId())
        .addValue(createdAt == null ? null : joda(createdAt))
        .addValue(outcome.bytes())
        .addValue(outcome.basis())
        .addValue(units == null ? null : units.longValue())
        .addValue(outcome.inserted())
        .addValue(outcome.updated())
        .addValue(outcome.deleted())
        .build();
  }

  /** The outcome of a row of this table. */
  public static Outcome read(Row row) {
    String cause = row.getString("cause");
    Long httpStatus = row.getInt64("http_status");
    Long units = row.getInt64("data_api_units");
    return new Outcome(
        text(row, "run_id"),
        text(row, "token_record"),
        row.getString("channel_id"),
        row.getString("content_owner"),
        text(row, "report"),
        Objects.requireNonNull(date(row, "start_date")),
        Objects.requireNonNull(date(row, "end_date")),
        date(row, "answered_from"),
        date(row, "answered_through"),
        Status.valueOf(text(row, "status")),
        cause == null ? null : Cause.valueOf(cause),
        row.getString("message"),
        row.getString("remedy"),
        Boolean.TRUE.equals(row.getBoolean("retryable")),
        httpStatus == null ? null : httpStatus.intValue(),
        row.getString("reason"),
        number(row, "rows"),
        (int) number(row, "requests"),
        (int) number(row, "retries"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getString("report_id"),
        row.getValue("report_created_at") == null ? null : instant(row, "report_created_at"),
        row.getInt64("bytes"),
        row.getString("basis"),
        units == null ? null : units.intValue(),
        row.getInt64("inserted"),
        row.getInt64("updated"),
        row.getInt64("deleted"));
  }

  private static org.joda.time.Instant joda(Instant instant) {
    return org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private static Instant instant(Row row, String field) {
    ReadableInstant value = row.getValue(field);
    return Instant.ofEpochMilli(Objects.requireNonNull(value).getMillis());
  }

  private static @Nullable LocalDate date(Row row, String field) {
    return row.getLogicalTypeValue(field, LocalDate.class);
  }

  private static String text(Row row, String field) {
    return Objects.requireNonNull(row.getString(field));
  }

  private static long number(Row row, String field) {
    return Objects.requireNonNull(row.getInt64(field));
  }
}
