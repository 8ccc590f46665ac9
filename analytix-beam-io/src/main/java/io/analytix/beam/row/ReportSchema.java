// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.report.TimeGrain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The table of a report, or of rows of one's own: {@code channel_id}, {@code content_owner}, the
 * time column, the other dimensions, the metrics, {@code fetched_at}, {@code run_id}.
 *
 * <p>Field types: text STRING, whole numbers INT64, ratios DOUBLE, money DECIMAL, days the logical
 * type DATE, {@code fetched_at} DATETIME. An absent value is null, never zero.
 */
public final class ReportSchema {
  /** The channel that a row belongs to. */
  public static final String CHANNEL_ID = "channel_id";

  /** The content owner of the request, null for a channel's own consent; part of the key. */
  public static final String CONTENT_OWNER = "content_owner";

  /** The Pacific day of a row of a report by day. */
  public static final String DAY = "day";

  /** The first day of the month of a row of a report by month. */
  public static final String MONTH = "month";

  /** The first day of a row of a report by range. */
  public static final String START_DATE = "start_date";

  /** The last day of a row of a report by range. */
  public static final String END_DATE = "end_date";

  /** The id of the video of a row. */
  public static final String VIDEO = "video";

  /** When a resource was missing in its list for the first time, null while it is there. */
  public static final String REMOVED_AT = "removed_at";

  /** When the first response with the present values of a row arrived. */
  public static final String FETCHED_AT = "fetched_at";

  /** The run of that response. */
  public static final String RUN_ID = "run_id";

  private final TableDefinition definition;
  private final Schema schema;
  private final List<String> keys;

  /** The index of a {@code day} or {@code month} dimension in the cells; negative without one. */
  private final int timeCell;

  private ReportSchema(TableDefinition definition, Schema schema, List<String> keys) {
    this.definition = definition;
    this.schema = schema;
    this.keys = keys;
    List<String> cells = definition.columns().stream().map(Column::apiName).toList();
    this.timeCell =
        Math.max(cells.indexOf(ReportDefinition.DAY), cells.indexOf(ReportDefinition.MONTH));
  }

  /** The table of this definition. */
  public static ReportSchema of(TableDefinition definition) {
    Schema.Builder schema = Schema.builder();
    List<String> keys = new ArrayList<>();
    schema.addField(Field.of(CHANNEL_ID, FieldType.STRING).withDescription("the YouTube channel"));
    schema.addField(
        Field.nullable(CONTENT_OWNER, FieldType.STRING)
            .withDescription("the content owner of the request, null for a channel's own consent"));
    for (Field time : timeColumns(definition)) {
      schema.addField(time);
      keys.add(time.getName());
    }
    for (Column column : definition.columns()) {
      if (isTime(column.apiName())) {
        continue;
      }
      if (column.kind() == Column.Kind.DIMENSION) {
        keys.add(column.columnName());
      }
      schema.addField(
          Field.nullable(column.columnName(), type(column)).withDescription(column.description()));
    }
    schema.addField(
        Field.of(FETCHED_AT, FieldType.DATETIME).withDescription("when the response arrived"));
    schema.addField(
        Field.of(RUN_ID, FieldType.STRING).withDescription("the run that fetched the row"));
    return new ReportSchema(definition, schema.build(), List.copyOf(keys));
  }

  private static List<Field> timeColumns(TableDefinition definition) {
    return switch (definition.every()) {
      case DAY -> List.of(date(DAY, "the Pacific day"));
      case MONTH -> List.of(date(MONTH, "the first Pacific day of the month"));
      case RANGE ->
          List.of(
              date(START_DATE, "the first Pacific day"), date(END_DATE, "the last Pacific day"));
      case SNAPSHOT -> List.of();
    };
  }

  private static Field date(String name, String description) {
    return Field.of(name, FieldType.logicalType(SqlTypes.DATE)).withDescription(description);
  }

  private static boolean isTime(String apiName) {
    return apiName.equals(ReportDefinition.DAY) || apiName.equals(ReportDefinition.MONTH);
  }

  /** The report, or the table of rows of one's own. */
  public TableDefinition definition() {
    return definition;
  }

  /** The Beam schema. */
  public Schema schema() {
    return schema;
  }

  /**
   * The columns that rows of one's own have: all but {@code channel_id}, {@code content_owner},
   * {@code fetched_at} and {@code run_id}.
   */
  public Schema ownColumns() {
    return Schema.of(
        schema.getFields().subList(2, schema.getFieldCount() - 2).toArray(Field[]::new));
  }

  /**
   * A row of this table from one of the {@linkplain #ownColumns own columns}.
   *
   * @param computedAt stored as {@code fetched_at}
   */
  public Row ofOwn(
      String channelId, @Nullable String contentOwner, Row own, Instant computedAt, String runId) {
    List<@Nullable Object> values = new ArrayList<>(schema.getFieldCount());
    values.add(channelId);
    values.add(contentOwner);
    values.addAll(own.getValues());
    values.add(org.joda.time.Instant.ofEpochMilli(computedAt.toEpochMilli()));
    values.add(runId);
    return Row.withSchema(schema).attachValues(values);
  }

  /** The key columns, besides channel and content owner: time, then dimensions. */
  public List<String> keys() {
    return keys;
  }

  /**
   * A row of this table.
   *
   * @param period a Pacific day, a whole month, or the requested range
   * @param cells the response's cells in the order of {@link ReportDefinition#columns}, typed as
   *     the columns are; the cell of a {@code day} or {@code month} dimension is ignored
   */
  public Row row(
      String channelId,
      @Nullable String contentOwner,
      DateRange period,
      List<@Nullable Object> cells,
      Instant fetchedAt,
      String runId) {
    return rows(channelId, contentOwner, period, fetchedAt, runId).row(period.first(), cells);
  }

  /**
   * Makes rows of this table from one response.
   *
   * @param requested Pacific days
   * @param fetchedAt when it arrived
   */
  public RowMaker rows(
      String channelId,
      @Nullable String contentOwner,
      DateRange requested,
      Instant fetchedAt,
      String runId) {
    return new RowMaker(this, timeCell, channelId, contentOwner, requested, fetchedAt, runId);
  }

  /** The period of a row of this table; empty if it is a snapshot. */
  public Optional<DateRange> period(Row row) {
    return switch (definition.every()) {
      case DAY -> {
        LocalDate day = date(row, DAY);
        yield Optional.of(new DateRange(day, day));
      }
      case MONTH -> {
        LocalDate first = date(row, MONTH);
        yield Optional.of(new DateRange(first, YearMonth.from(first).atEndOfMonth()));
      }
      case RANGE -> Optional.of(new DateRange(date(row, START_DATE), date(row, END_DATE)));
      case SNAPSHOT -> Optional.empty();
    };
  }

  /**
   * Whether a response of this scope replaces a row: the scope must have the row's video, and its
   * days must contain the row's period; of a report by range they must equal it, of a snapshot they
   * do not matter.
   */
  public boolean isInScope(ReplaceScope scope, Row row) {
    boolean inTime =
        period(row)
            .map(
                days ->
                    definition.every() == TimeGrain.RANGE
                        ? scope.days().equals(days)
                        : scope.days().contains(days))
            .orElse(true);
    return inTime
        && (scope.ids().isEmpty()
            || scope.ids().contains(Objects.requireNonNullElse(row.getString(idColumn()), "")));
  }

  /** The column of the ids of a {@link ReplaceScope}. */
  public String idColumn() {
    return definition instanceof ReportDefinition report && report.each() != null
        ? report.columns().get(0).columnName()
        : VIDEO;
  }

  /** The columns that neither identify a row nor say where it comes from, in their order. */
  public List<String> values() {
    return schema.getFieldNames().stream()
        .filter(
            name ->
                !keys.contains(name)
                    && !List.of(CHANNEL_ID, CONTENT_OWNER, FETCHED_AT, RUN_ID).contains(name))
        .toList();
  }

  private static LocalDate date(Row row, String column) {
    return Objects.requireNonNull(row.getLogicalTypeValue(column, LocalDate.class));
  }

  /** The type of a column's cells in Beam. */
  public static FieldType type(Column column) {
    return type(column.type());
  }

  /** Returns the Beam type of the cells of a type. */
  public static FieldType type(Column.Type type) {
    return switch (type) {
      case STRING -> FieldType.STRING;
      case INTEGER -> FieldType.INT64;
      case FLOAT -> FieldType.DOUBLE;
      case MONEY -> FieldType.DECIMAL;
      case DATE, MONTH -> FieldType.logicalType(SqlTypes.DATE);
      case TIMESTAMP -> FieldType.DATETIME;
      case BOOLEAN -> FieldType.BOOLEAN;
    };
  }
}
