// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.pipelines.bigquery.sql.TableColumn.Role;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The MERGE statement that replaces the answered part of a report's table by the staged rows.
 *
 * <p>Candidates are the staged rows and the rows of the table; the join keeps only those that a
 * response covers. For each key the staged row takes precedence, the newest first, so a key without
 * a staged row is deleted or, in a table that keeps removed resources, marked. Rows that no
 * response covers are not read.
 *
 * <p>Its length does not depend on the number of channels. Its bounds are constants, so the
 * target's partitions are pruned. The statement is idempotent.
 */
public final class MergeStatement {
  private final ReportSchema report;
  private final TableShape table;
  private final String target;
  private final String staging;
  private final String answers;

  /**
   * Creates a statement for the table of this report.
   *
   * @param target the table, as a SQL name
   * @param staging the staging table, as a SQL name
   * @param answers the {@link ReplaceScopeTable}, as a SQL name
   */
  public MergeStatement(ReportSchema report, String target, String staging, String answers) {
    this.report = report;
    this.table = TableShape.of(report);
    this.target = target;
    this.staging = staging;
    this.answers = answers;
  }

  /**
   * The statement.
   *
   * @param window all answered days; only partitions of these days are read and changed
   * @param items the ids that the responses cover
   */
  public String text(DateRange window, ReplacedIds items) {
    String bounds = bounds("", window);
    String columns = list(table.columns(), TableColumn::quoted);
    return """
    MERGE INTO %1$s AS target
    USING (
      SELECT candidate.*%13$s
      FROM (
        SELECT FALSE AS gone, %2$s
        FROM %3$s
        WHERE %4$s
        UNION ALL
        SELECT TRUE AS gone, %2$s
        FROM %1$s
        WHERE %4$s
      ) AS candidate
      JOIN %5$s AS answer
      ON %6$s
      WHERE TRUE
      QUALIFY ROW_NUMBER() OVER (
        PARTITION BY %7$s
        ORDER BY %8$s) = 1
    ) AS source
    ON %9$s
    %14$s
    WHEN MATCHED AND (%10$s) THEN
      UPDATE SET %11$s
    WHEN NOT MATCHED THEN
      INSERT (%2$s)
      VALUES (%12$s)
    """
        .formatted(
            target,
            columns,
            staging,
            bounds,
            answers,
            and(answered(items)),
            list(table.with(Role.KEY), MergeStatement::partitionedBy),
            order(),
            and(
                Stream.concat(
                    Stream.of(bounds("target.", window)),
                    table.with(Role.KEY).stream().map(MergeStatement::same))),
            table.with(Role.FIGURE).stream()
                .map(MergeStatement::differs)
                .collect(joining("\n  OR ")),
            list(
                table.with(Role.FIGURE, Role.PROVENANCE),
                c -> c.quoted() + " = source." + c.quoted()),
            list(table.columns(), column -> "source." + column.quoted()),
            keepsRemoved() ? ", answer.answered_at, answer.answered_run" : "",
            keepsRemoved() ? removal() : "WHEN MATCHED AND source.gone THEN\n  DELETE");
  }

  private boolean keepsRemoved() {
    return report.definition().keepsRemoved();
  }

  /** A row whose resource is missing in a response stays, with the time of that response. */
  private String removal() {
    List<String> cleared =
        report.definition().keepsRemovedTexts()
            ? List.of()
            : report.values().stream()
                .filter(name -> !name.equals(ReportSchema.REMOVED_AT))
                .map(SqlText::quoted)
                .toList();
    return """
    WHEN MATCHED AND source.gone AND (%s) THEN
      UPDATE SET removed_at = COALESCE(target.removed_at, source.answered_at),
        %sfetched_at = source.answered_at, run_id = source.answered_run\
    """
        .formatted(
            Stream.concat(
                    Stream.of("target.removed_at IS NULL"),
                    cleared.stream().map(name -> "target." + name + " IS NOT NULL"))
                .collect(joining(" OR ")),
            cleared.stream().map(name -> name + " = NULL, ").collect(joining()));
  }

  /** Limits the statement to the partitions of these days, if the table has partitions. */
  private String bounds(String alias, DateRange window) {
    TableShape.Partition partition = table.partition();
    return partition == null
        ? "TRUE"
        : "%s%s BETWEEN %s AND %s"
            .formatted(
                alias,
                SqlText.quoted(partition.column()),
                SqlText.date(window.first()),
                SqlText.date(window.last()));
  }

  /** The join conditions of candidates and the responses that cover them. */
  private Stream<String> answered(ReplacedIds items) {
    Stream<String> who =
        Stream.of(
            "answer.report = " + SqlText.text(table.name()),
            "answer.channel_id = candidate.channel_id",
            "answer.content_owner IS NOT DISTINCT FROM candidate.content_owner");
    Stream<String> when =
        switch (report.definition().every()) {
          case DAY ->
              Stream.of("candidate.day BETWEEN answer.answered_from AND answer.answered_through");
          case MONTH ->
              Stream.of(
                  "candidate.month >= answer.answered_from",
                  "LAST_DAY(candidate.month, MONTH) <= answer.answered_through");
          case RANGE ->
              Stream.of(
                  "candidate.start_date = answer.answered_from",
                  "candidate.end_date = answer.answered_through");
          case SNAPSHOT -> Stream.of();
        };
    return Stream.concat(Stream.concat(who, when), items.condition(report.idColumn()).stream());
  }

  /** Staged before stored, new before old; then by metrics, for a deterministic order. */
  private String order() {
    return Stream.concat(
            Stream.of("candidate.gone", "candidate.fetched_at DESC"),
            table.with(Role.FIGURE).stream().map(column -> "candidate." + column.quoted()))
        .collect(joining(", "));
  }

  /** FLOAT64 cannot be grouped by; null forms its own group. */
  private static String partitionedBy(TableColumn column) {
    return (column.type() == SqlType.FLOAT64 ? "CAST(candidate.%s AS STRING)" : "candidate.%s")
        .formatted(column.quoted());
  }

  private static String same(TableColumn column) {
    String form =
        column.required()
            ? "target.%1$s = source.%1$s"
            : column.type() == SqlType.FLOAT64
                ? "(target.%1$s = source.%1$s OR (target.%1$s IS NULL AND source.%1$s IS NULL))"
                : "target.%1$s IS NOT DISTINCT FROM source.%1$s";
    return form.formatted(column.quoted());
  }

  private static String differs(TableColumn column) {
    String form =
        column.type() == SqlType.FLOAT64
            ? "COALESCE(target.%1$s <> source.%1$s, (target.%1$s IS NULL) <> (source.%1$s IS NULL))"
            : "target.%1$s IS DISTINCT FROM source.%1$s";
    return form.formatted(column.quoted());
  }

  private static String list(List<TableColumn> columns, Function<TableColumn, String> form) {
    return columns.stream().map(form).collect(joining(", "));
  }

  private static String and(Stream<String> conditions) {
    return conditions.collect(joining("\n    AND "));
  }
}
