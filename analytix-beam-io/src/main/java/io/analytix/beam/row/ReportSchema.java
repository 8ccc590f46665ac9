// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import io.analytix.beam.report.Column;
import io.analytix.beam.report.Every;
import io.analytix.beam.report.ReportDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The table of a report: {@code channel_id}, {@code content_owner}, the time column, the other
 * dimensions, the metrics, {@code fetched_at}, {@code run_id}.
 *
 * <p>Field types: text STRING, whole numbers INT64, ratios DOUBLE, money DECIMAL, days the logical
 * type DATE, {@code fetched_at} DATETIME. Absent is null, never zero.
 */
public final class ReportSchema {
  /** The channel that a row belongs to. */
  public static final String CHANNEL_ID = "channel_id";

  /** The content owner it was asked for, null for a channel's own consent; part of the key. */
  public static final String CONTENT_OWNER = "content_owner";

  /** The Pacific day of a row. */
  public static final String DAY = "day";

  /** When the answer arrived that a row was first seen in, as it is now. */
  public static final String FETCHED_AT = "fetched_at";

  /** The run that fetched it. */
  public static final String RUN_ID = "run_id";

  private final ReportDefinition report;
  private final Schema schema;
  private final List<String> keys;

  private ReportSchema(ReportDefinition report, Schema schema, List<String> keys) {
    this.report = report;
    this.schema = schema;
    this.keys = keys;
  }

  /** The table of this report. */
  public static ReportSchema of(ReportDefinition report) {
    if (report.every() != Every.DAY) {
      throw new IllegalArgumentException("report '" + report.name() + "' has no day column");
    }
    Schema.Builder schema = Schema.builder();
    List<String> keys = new ArrayList<>();
    schema.addField(Field.of(CHANNEL_ID, FieldType.STRING).withDescription("the YouTube channel"));
    schema.addField(
        Field.nullable(CONTENT_OWNER, FieldType.STRING)
            .withDescription("the content owner asked for, null for a channel's own consent"));
    schema.addField(
        Field.of(DAY, FieldType.logicalType(SqlTypes.DATE)).withDescription("the Pacific day"));
    keys.add(DAY);
    for (Column column : report.columns()) {
      if (column.apiName().equals(ReportDefinition.DAY)) {
        continue;
      }
      if (column.kind() == Column.Kind.DIMENSION) {
        keys.add(column.columnName());
      }
      schema.addField(
          Field.nullable(column.columnName(), type(column)).withDescription(column.description()));
    }
    schema.addField(
        Field.of(FETCHED_AT, FieldType.DATETIME).withDescription("when the answer arrived"));
    schema.addField(
        Field.of(RUN_ID, FieldType.STRING).withDescription("the run that fetched the row"));
    return new ReportSchema(report, schema.build(), List.copyOf(keys));
  }

  /** The report. */
  public ReportDefinition report() {
    return report;
  }

  /** The Beam schema. */
  public Schema schema() {
    return schema;
  }

  /**
   * The columns that, with channel and content owner, tell rows apart: the day, then dimensions.
   */
  public List<String> keys() {
    return keys;
  }

  /**
   * A row of this table.
   *
   * @param day the Pacific day
   * @param cells the answer's cells in the order of {@link ReportDefinition#columns}, typed as the
   *     columns are; the {@code day} dimension's own cell is passed over
   */
  public Row row(
      String channelId,
      @Nullable String contentOwner,
      LocalDate day,
      List<@Nullable Object> cells,
      Instant fetchedAt,
      String runId) {
    List<@Nullable Object> values = new ArrayList<>(schema.getFieldCount());
    values.add(channelId);
    values.add(contentOwner);
    values.add(day);
    List<String> dimensions = report.dimensions();
    for (int i = 0; i < cells.size(); i++) {
      if (i >= dimensions.size() || !dimensions.get(i).equals(ReportDefinition.DAY)) {
        values.add(cells.get(i));
      }
    }
    values.add(org.joda.time.Instant.ofEpochMilli(fetchedAt.toEpochMilli()));
    values.add(runId);
    return Row.withSchema(schema).attachValues(values);
  }

  private static FieldType type(Column column) {
    return switch (column.type()) {
      case STRING -> FieldType.STRING;
      case INTEGER -> FieldType.INT64;
      case FLOAT -> FieldType.DOUBLE;
      case MONEY -> FieldType.DECIMAL;
      case DATE, MONTH -> FieldType.logicalType(SqlTypes.DATE);
    };
  }
}
