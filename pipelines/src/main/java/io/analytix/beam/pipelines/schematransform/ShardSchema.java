// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Finished shards as rows, so that what is stored can pass through other languages: one row holds
 * all responses of a shard. The rows of a response are in the field of {@code rows} that is named
 * after the report; all other fields of {@code rows} are null.
 */
final class ShardSchema implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String REPORT = "report";
  private static final String ANSWERS = "answers";
  private static final String ROWS = "rows";

  private final LinkedHashMap<String, Schema> reports;
  private final ArrayList<String> names;
  private final Schema rows;
  private final Schema answer;
  private final Schema schema;

  private ShardSchema(Map<String, Schema> reports) {
    this.reports = new LinkedHashMap<>(reports);
    this.names = new ArrayList<>(reports.keySet());
    Schema.Builder fields = Schema.builder();
    reports.forEach(
        (name, table) -> fields.addNullableField(name, FieldType.array(FieldType.row(table))));
    this.rows = fields.build();
    this.answer =
        Schema.of(
            Field.of("outcome", FieldType.row(OutcomeRow.SCHEMA))
                .withDescription("how the request ended"),
            Field.of("videos", FieldType.array(FieldType.STRING))
                .withDescription("the videos whose rows it replaces; empty for all"),
            Field.of(ROWS, FieldType.row(rows)).withDescription("the rows of the response"));
    this.schema =
        Schema.of(
            Field.of("token_record", FieldType.STRING),
            Field.nullable("channel_id", FieldType.STRING),
            Field.nullable("content_owner", FieldType.STRING),
            Field.nullable("problem", FieldType.STRING)
                .withDescription("why the token record cannot be used"),
            Field.of(REPORT, FieldType.STRING),
            Field.of("start_date", FieldType.logicalType(SqlTypes.DATE)),
            Field.of("end_date", FieldType.logicalType(SqlTypes.DATE)),
            Field.of(ANSWERS, FieldType.array(FieldType.row(answer)))
                .withDescription("one for each request, in the order of the plan"));
  }

  /** The schema of shards of these reports, and of histories. */
  static ShardSchema of(Collection<? extends TableDefinition> reports) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    reports.forEach(report -> schemas.put(report.name(), ReportSchema.of(report).schema()));
    return new ShardSchema(schemas);
  }

  /**
   * The tables of the reports in rows of this schema.
   *
   * @throws IllegalArgumentException if these are not rows of shards
   */
  static Map<String, Schema> reports(Schema shards) {
    try {
      Schema answer =
          rowSchema(
              Objects.requireNonNull(
                  shards.getField(ANSWERS).getType().getCollectionElementType()));
      return rowSchema(answer.getField(ROWS).getType()).getFields().stream()
          .collect(
              Collectors.toMap(
                  Field::getName,
                  report ->
                      rowSchema(
                          Objects.requireNonNull(report.getType().getCollectionElementType())),
                  (one, other) -> one,
                  LinkedHashMap::new));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException(
          "the input has the fields "
              + shards.getFieldNames()
              + ", but must be the output "
              + AnalyticsReadProvider.SHARDS
              + " of a read",
          e);
    }
  }

  private static Schema rowSchema(FieldType type) {
    return Objects.requireNonNull(type.getRowSchema());
  }

  /** The schema of the rows. */
  Schema schema() {
    return schema;
  }

  /** The schemas of the reports' rows, by report. */
  Map<String, Schema> tables() {
    return reports;
  }

  /** The shard as a row. */
  Row row(FinishedShard finished) {
    Shard shard = finished.shard();
    int report = names.indexOf(shard.report());
    return Row.withSchema(schema)
        .attachValues(
            shard.channel().tokenRecord(),
            shard.channel().channelId(),
            shard.channel().contentOwner(),
            shard.channel().problem(),
            shard.report(),
            shard.dates().first(),
            shard.dates().last(),
            finished.answers().stream().map(answered -> row(answered, report)).toList());
  }

  private Row row(FinishedShard.Answer answered, int report) {
    @Nullable Object[] byReport = new @Nullable Object[names.size()];
    byReport[report] = answered.rows();
    return Row.withSchema(answer)
        .attachValues(
            OutcomeRow.of(answered.outcome()),
            answered.videos(),
            Row.withSchema(rows).attachValues(byReport));
  }

  /** The shard of a row. */
  FinishedShard read(Row row) {
    String report = Objects.requireNonNull(row.getString(REPORT));
    Schema table = Objects.requireNonNull(reports.get(report), report);
    List<FinishedShard.Answer> answers = new ArrayList<>();
    for (Row answered : row.<Row>getIterable(ANSWERS)) {
      answers.add(answer(answered, report, table));
    }
    return new FinishedShard(
        new Shard(
            new ChannelRef(
                Objects.requireNonNull(row.getString("token_record")),
                row.getString("channel_id"),
                row.getString("content_owner"),
                row.getString("problem")),
            report,
            new DateRange(day(row, "start_date"), day(row, "end_date"))),
        answers);
  }

  private static FinishedShard.Answer answer(Row answered, String report, Schema table) {
    List<Row> found = new ArrayList<>();
    for (Row row : Objects.requireNonNull(answered.getRow(ROWS)).<Row>getIterable(report)) {
      found.add(Row.withSchema(table).attachValues(row.getValues()));
    }
    List<String> videos = new ArrayList<>();
    answered.<String>getIterable("videos").forEach(videos::add);
    return new FinishedShard.Answer(
        OutcomeRow.read(Objects.requireNonNull(answered.getRow("outcome"))), found, videos);
  }

  private static LocalDate day(Row row, String field) {
    return Objects.requireNonNull(row.getLogicalTypeValue(field, LocalDate.class));
  }
}
