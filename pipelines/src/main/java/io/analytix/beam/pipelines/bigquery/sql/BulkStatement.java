// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn.Role;
import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The MERGE statement that replaces the days of bulk files by their staged rows: all rows of a day
 * of a channel or content owner, or none.
 *
 * <p>A day is changed if its staged rows and its stored ones differ in a cell of the file, each row
 * counted as often as it occurs, and if the stored ones are not of a newer generation. For a
 * changed day the source has one row that matches all stored rows, which are deleted, and the
 * staged rows, which match none and are inserted. The statement is idempotent.
 */
public final class BulkStatement {
  private final TableShape table;
  private final String owner;
  private final String day;
  private final boolean ofOneDay;
  private final String target;
  private final String staging;

  /**
   * Creates a statement.
   *
   * @param table with all columns that the table has
   * @param target the table, as a SQL name
   * @param staging the staging table, as a SQL name
   */
  public BulkStatement(BulkReportType type, TableShape table, String target, String staging) {
    this.table = table;
    this.owner = SqlText.quoted(owner(type));
    this.day = SqlText.quoted(day(table));
    this.ofOneDay = day(table).equals(BulkTable.DATE);
    this.target = target;
    this.staging = staging;
  }

  /** The column that has the owner of a job. */
  public static String owner(BulkReportType type) {
    return type.audience() == BulkReportType.Audience.CHANNEL
        ? BulkTable.CHANNEL_ID
        : BulkTable.CONTENT_OWNER;
  }

  /** The column that has the day of a file. */
  public static String day(TableShape table) {
    return table.columns().stream()
            .anyMatch(column -> column.name().equals(BulkTable.REPORT_START_DATE))
        ? BulkTable.REPORT_START_DATE
        : BulkTable.DATE;
  }

  /**
   * The statement.
   *
   * @param days all days of the files; only partitions of these days are read and changed, unless
   *     the rows of a file have dates of their own
   */
  public String text(DateRange days) {
    List<TableColumn> cells =
        table.with(Role.KEY, Role.FIGURE).stream().filter(this::isCompared).toList();
    return """
    MERGE INTO %1$s AS target
    USING (
      SELECT staged.*
      FROM (
        SELECT FALSE AS gone, %2$s
        FROM %3$s
        UNION ALL
        SELECT TRUE AS gone, %4$s
        FROM (SELECT DISTINCT %5$s, %6$s FROM %3$s) AS file
      ) AS staged
      JOIN (
        SELECT %5$s, %6$s
        FROM (
          SELECT %5$s, %6$s, SUM(number) AS difference, MAX(arrived) AS arrived, MAX(kept) AS kept
          FROM (
            SELECT 1 AS number, report_created_at AS arrived, CAST(NULL AS TIMESTAMP) AS kept,
              %5$s, %6$s%7$s
            FROM %3$s AS candidate
            UNION ALL
            SELECT -1 AS number, CAST(NULL AS TIMESTAMP) AS arrived, report_created_at AS kept,
              candidate.%5$s, candidate.%6$s%7$s
            FROM %1$s AS candidate
            JOIN (SELECT DISTINCT %5$s, %6$s FROM %3$s) AS file
            ON candidate.%5$s = file.%5$s AND candidate.%6$s = file.%6$s
            WHERE %8$s
          ) AS counted
          GROUP BY %5$s, %6$s%9$s
        ) AS compared
        GROUP BY %5$s, %6$s
        HAVING MAX(ABS(difference)) > 0
          AND (MAX(kept) IS NULL OR MAX(arrived) >= MAX(kept))
      ) AS changed
      ON staged.%5$s = changed.%5$s AND staged.%6$s = changed.%6$s
    ) AS source
    ON source.gone AND %10$s
      AND target.%5$s = source.%5$s AND target.%6$s = source.%6$s
    WHEN MATCHED THEN
      DELETE
    WHEN NOT MATCHED AND NOT source.gone THEN
      INSERT (%2$s)
      VALUES (%11$s)
    """
        .formatted(
            target,
            list(table.columns(), TableColumn::quoted),
            staging,
            list(table.columns(), this::ofDay),
            owner,
            day,
            following(cells, BulkStatement::comparable),
            bounds("candidate", days),
            following(cells, TableColumn::quoted),
            bounds("target", days),
            list(table.columns(), column -> "source." + column.quoted()));
  }

  /**
   * A query of what {@link #text} will change: for each day that has stored rows, not of a newer
   * generation, how many staged rows have other keys or other metrics, and how many stored rows
   * have keys that no staged row has. A row counts as often as it occurs.
   *
   * @param days as in {@link #text}
   */
  public String changes(DateRange days) {
    List<TableColumn> keys = table.with(Role.KEY).stream().filter(this::isCompared).toList();
    List<TableColumn> cells =
        table.with(Role.KEY, Role.FIGURE).stream().filter(this::isCompared).toList();
    return """
    SELECT %1$s AS owner, CAST(%2$s AS STRING) AS day,
      SUM(fresh) - SUM(LEAST(fresh, kept)) AS inserted,
      SUM(LEAST(fresh, kept)) - SUM(same) AS updated,
      SUM(kept) - SUM(LEAST(fresh, kept)) AS deleted
    FROM (
      SELECT %1$s, %2$s%3$s, SUM(staged) AS fresh, SUM(stored) AS kept,
        SUM(LEAST(staged, stored)) AS same, MAX(arrived) AS newest, MAX(present) AS newest_kept
      FROM (
        SELECT %1$s, %2$s%4$s, SUM(is_staged) AS staged, SUM(is_stored) AS stored,
          MAX(arrived) AS arrived, MAX(present) AS present
        FROM (
          SELECT 1 AS is_staged, 0 AS is_stored, report_created_at AS arrived,
            CAST(NULL AS TIMESTAMP) AS present, %1$s, %2$s%5$s
          FROM %6$s AS candidate
          UNION ALL
          SELECT 0 AS is_staged, 1 AS is_stored, CAST(NULL AS TIMESTAMP) AS arrived,
            report_created_at AS present, candidate.%1$s, candidate.%2$s%5$s
          FROM %7$s AS candidate
          JOIN (SELECT DISTINCT %1$s, %2$s FROM %6$s) AS file
          ON candidate.%1$s = file.%1$s AND candidate.%2$s = file.%2$s
          WHERE %8$s
        ) AS both_tables
        GROUP BY %1$s, %2$s%4$s
      ) AS counted
      GROUP BY %1$s, %2$s%3$s
    ) AS by_key
    GROUP BY %1$s, %2$s
    HAVING SUM(kept) > 0 AND MAX(newest) >= MAX(newest_kept)
    """
        .formatted(
            owner,
            day,
            following(keys, TableColumn::quoted),
            following(cells, TableColumn::quoted),
            following(cells, BulkStatement::comparableText),
            staging,
            target,
            bounds("candidate", days));
  }

  /** The day of a row of {@link #changes}. */
  public static BulkDay day(Map<String, String> row) {
    return new BulkDay(
        Objects.requireNonNull(row.get("owner")),
        LocalDate.parse(Objects.requireNonNull(row.get("day"))));
  }

  /** The counts of a row of {@link #changes}. */
  public static ChangedRows counts(Map<String, String> row) {
    return new ChangedRows(count(row, "inserted"), count(row, "updated"), count(row, "deleted"));
  }

  private static long count(Map<String, String> row, String column) {
    return Long.parseLong(Objects.requireNonNull(row.get(column)));
  }

  private boolean isCompared(TableColumn column) {
    return !column.quoted().equals(owner) && !column.quoted().equals(day);
  }

  private String bounds(String alias, DateRange days) {
    return ofOneDay
        ? "%s.%s BETWEEN %s AND %s"
            .formatted(alias, day, SqlText.date(days.first()), SqlText.date(days.last()))
        : "TRUE";
  }

  /** Of the row that stands for a whole day, only what identifies the day. */
  private String ofDay(TableColumn column) {
    return isCompared(column)
        ? "CAST(NULL AS %s) AS %s".formatted(column.type(), column.quoted())
        : column.quoted();
  }

  /** FLOAT64 cannot be grouped by. */
  private static String comparable(TableColumn column) {
    String form =
        column.type() == SqlType.FLOAT64
            ? "CAST(candidate.%1$s AS STRING) AS %1$s"
            : "candidate.%1$s";
    return form.formatted(column.quoted());
  }

  /** A column that the table did not have is null in stored rows, and text may be empty. */
  private static String comparableText(TableColumn column) {
    return column.type() == SqlType.STRING
        ? "COALESCE(candidate.%1$s, '') AS %1$s".formatted(column.quoted())
        : comparable(column);
  }

  private static String following(List<TableColumn> columns, Function<TableColumn, String> form) {
    return columns.stream().map(column -> ", " + form.apply(column)).collect(joining());
  }

  private static String list(List<TableColumn> columns, Function<TableColumn, String> form) {
    return columns.stream().map(form).collect(joining(", "));
  }
}
