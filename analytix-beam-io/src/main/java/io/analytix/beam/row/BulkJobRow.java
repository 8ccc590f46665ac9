// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import io.analytix.beam.bulk.BulkJobStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** The row of the table of bulk jobs, {@code analytix_jobs}: one for each job and run. */
public final class BulkJobRow {
  /**
   * The table's schema: the fields of {@link BulkJobStatus}. Instants are DATETIME; {@code missing}
   * is a number, {@code missing_days} has the days in their order, separated by commas.
   */
  public static final Schema SCHEMA =
      Schema.builder()
          .addStringField("run_id")
          .addStringField("token_record")
          .addNullableStringField("channel_id")
          .addNullableStringField("content_owner")
          .addStringField("report")
          .addDateTimeField("as_of")
          .addNullableField("job_created_at", FieldType.DATETIME)
          .addNullableField("newest_report_at", FieldType.DATETIME)
          .addInt64Field("days")
          .addInt64Field("missing")
          .addStringField("missing_days")
          .addInt64Field("header_only")
          .addInt64Field("reissued")
          .addInt64Field("replaced")
          .addInt64Field("unconfirmed")
          .addBooleanField("rows_ended")
          .addInt64Field("unfetched")
          .addNullableField("vanishes_at", FieldType.DATETIME)
          .addNullableField("expires_at", FieldType.DATETIME)
          .addBooleanField("account_without_rows")
          .build();

  private BulkJobRow() {}

  /** The job as a row. */
  public static Row of(BulkJobStatus job) {
    return Row.withSchema(SCHEMA)
        .addValue(job.runId())
        .addValue(job.tokenRecord())
        .addValue(job.channelId())
        .addValue(job.contentOwner())
        .addValue(job.reportType())
        .addValue(joda(job.asOf()))
        .addValue(joda(job.createdAt()))
        .addValue(joda(job.newestAt()))
        .addValue((long) job.days())
        .addValue((long) job.missing().size())
        .addValue(job.missing().stream().map(LocalDate::toString).collect(Collectors.joining(",")))
        .addValue((long) job.headerOnly())
        .addValue((long) job.reissued())
        .addValue((long) job.replaced())
        .addValue((long) job.unconfirmed())
        .addValue(job.rowsEnded())
        .addValue((long) job.unfetched())
        .addValue(joda(job.vanishesAt()))
        .addValue(joda(job.expiresAt()))
        .addValue(job.accountWithoutRows())
        .build();
  }

  private static org.joda.time.@Nullable Instant joda(@Nullable Instant instant) {
    return instant == null ? null : org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
  }
}
