// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn.Role;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.BulkJobRow;
import io.analytix.beam.row.BulkSchema;
import io.analytix.beam.row.ReportSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The required shape of a table.
 *
 * @param description the table's description; may be empty
 * @param partition its partitioning, null for none
 * @param clustering the clustering columns
 */
public record TableShape(
    String name,
    String description,
    List<TableColumn> columns,
    @Nullable Partition partition,
    List<String> clustering)
    implements Serializable {

  /** The table of outcomes. */
  public static final String OUTCOMES = "analytix_outcomes";

  private static final Set<String> PROVENANCE =
      Set.of(ReportSchema.FETCHED_AT, ReportSchema.RUN_ID, BulkTable.REPORT_CREATED_AT);

  public TableShape {
    columns = List.copyOf(columns);
    clustering = List.copyOf(clustering);
  }

  /** Partitions by a column's day or month. */
  public record Partition(String column, boolean byMonth) implements Serializable {}

  /** The table of a report. */
  public static TableShape of(ReportSchema report) {
    Set<String> keys = new HashSet<>(report.keys());
    keys.add(ReportSchema.CHANNEL_ID);
    keys.add(ReportSchema.CONTENT_OWNER);
    return new TableShape(
        report.definition().name(),
        report.definition() instanceof ReportDefinition
            ? "Report " + report.definition().name() + " of the YouTube Analytics API."
            : "Derived from reports of the YouTube Analytics API.",
        columns(report.schema(), keys),
        partition(report),
        List.of(ReportSchema.CHANNEL_ID));
  }

  /** The table of outcomes. */
  public static TableShape outcomes() {
    return new TableShape(
        OUTCOMES,
        "The outcome of each planned request of each run.",
        columns(OutcomeRow.SCHEMA, Set.of()),
        new Partition("started_at", false),
        List.of("report", ReportSchema.CHANNEL_ID));
  }

  /** The table of bulk jobs. */
  public static TableShape jobs() {
    return new TableShape(
        "analytix_jobs",
        "What each run knew of its bulk jobs: days without a file or without rows, files that are"
            + " not fetched and when the first of them vanishes, when the job expires.",
        columns(BulkJobRow.SCHEMA, Set.of()),
        new Partition("as_of", false),
        List.of("report", ReportSchema.CHANNEL_ID));
  }

  /** The table of a bulk report type. */
  public static TableShape of(BulkTable bulk) {
    Set<String> keys =
        bulk.fields().stream()
            .filter(BulkTable.Field::key)
            .map(BulkTable.Field::name)
            .collect(Collectors.toSet());
    return new TableShape(
        bulk.type().id(),
        "Bulk report " + bulk.type().id() + " of the YouTube Reporting API.",
        columns(BulkSchema.of(bulk), keys),
        new Partition(BulkTable.DATE, false),
        List.of(BulkTable.CHANNEL_ID));
  }

  /** The same with more columns at the end, all of them nullable. */
  public TableShape with(Map<String, SqlType> more) {
    List<TableColumn> all = new ArrayList<>(columns);
    more.forEach((column, type) -> all.add(new TableColumn(column, type, false, Role.FIGURE, "")));
    return new TableShape(name, description, all, partition, clustering);
  }

  private static List<TableColumn> columns(Schema schema, Set<String> keys) {
    List<TableColumn> columns = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      String name = field.getName();
      Role role =
          keys.contains(name)
              ? Role.KEY
              : PROVENANCE.contains(name) ? Role.PROVENANCE : Role.FIGURE;
      columns.add(
          new TableColumn(
              name,
              SqlType.of(field.getType()),
              !field.getType().getNullable(),
              role,
              Objects.requireNonNullElse(field.getDescription(), "")));
    }
    return columns;
  }

  private static @Nullable Partition partition(ReportSchema report) {
    return switch (report.definition().every()) {
      case DAY -> new Partition(ReportSchema.DAY, false);
      case MONTH -> new Partition(ReportSchema.MONTH, true);
      case RANGE -> new Partition(ReportSchema.END_DATE, false);
      case SNAPSHOT -> null;
    };
  }

  /** The shape of a staging table with the same columns. */
  public TableShape staged(String otherName) {
    return new TableShape(otherName, "", columns, null, List.of());
  }

  /** The columns of these roles, in their order. */
  public List<TableColumn> with(Role... roles) {
    Set<Role> wanted = Set.of(roles);
    return columns.stream().filter(column -> wanted.contains(column.role())).toList();
  }
}
