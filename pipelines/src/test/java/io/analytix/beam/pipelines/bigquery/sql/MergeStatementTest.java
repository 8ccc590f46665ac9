// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.bigquery.sql.TableColumn.Role;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statement over tables of every shape, in DuckDB. */
final class MergeStatementTest {
  private static final DatasetName DATASET = new DatasetName("proj", "ds");
  private static final DateRange YEAR = days("2026-01-01", "2026-12-31");
  private static final String CHANNEL = "UC-channel";

  private Warehouse warehouse;

  @BeforeEach
  void open() throws SQLException {
    warehouse = new Warehouse();
    warehouse.createDataset("ds");
  }

  @AfterEach
  void close() throws SQLException {
    warehouse.close();
  }

  @Test
  void merge_anyFigureOfAnyReport_isCompared() {
    for (ReportDefinition report : SampleReports.all()) {
      TableShape table = begin(report);
      List<TableColumn> figures = table.with(Role.FIGURE);
      // A channel for each figure: nothing else of its row changes.
      Map<String, Map<String, String>> rows = new TreeMap<>();
      for (TableColumn figure : figures) {
        String channel = SqlText.text("UC-" + figure.name());
        answer(report, channel, "NULL", answered(report));
        Map<String, String> row = row(table);
        row.put("channel_id", channel);
        rows.put(figure.name(), row);
      }
      stage(table, rows.values());
      assertThat(merge(report)).isEqualTo(new ChangedRows(figures.size(), 0, 0));
      for (int number : List.of(2, 0, 3)) {
        for (TableColumn figure : figures) {
          rows.get(figure.name()).put(figure.name(), number == 0 ? "NULL" : value(figure, number));
        }
        stage(table, rows.values());
        ChangedRows changed = merge(report);
        assertWithMessage("%s, figures %s", report.name(), number == 0 ? "NULL" : number)
            .that(rowsOf(report.name()))
            .containsExactlyElementsIn(rowsOf("staging"));
        assertThat(changed).isEqualTo(new ChangedRows(0, figures.size(), 0));
        assertThat(merge(report)).isEqualTo(ChangedRows.NONE);
      }
    }
  }

  private List<Map<String, String>> rowsOf(String table) {
    return warehouse.query("SELECT * FROM ds." + table);
  }

  @Test
  void merge_anyDimensionOfAnyReport_isPartOfTheKey() {
    for (ReportDefinition report : SampleReports.all()) {
      TableShape table = begin(report);
      Map<String, String> row = row(table);
      stage(table, row);
      assertThat(merge(report)).isEqualTo(new ChangedRows(1, 0, 0));
      for (TableColumn key : table.with(Role.KEY)) {
        if (!key.required() && !key.name().equals(ReportSchema.CONTENT_OWNER)) {
          for (String value : List.of("NULL", value(key, 2))) {
            row.put(key.name(), value);
            stage(table, row);
            assertWithMessage("%s.%s = %s", report.name(), key.name(), value)
                .that(merge(report))
                .isEqualTo(
                    report.keepsRemoved() ? new ChangedRows(1, 1, 0) : new ChangedRows(1, 0, 1));
            assertThat(merge(report)).isEqualTo(ChangedRows.NONE);
          }
        }
      }
    }
  }

  @Test
  void merge_anotherConsent_keepsItsRows() {
    ReportDefinition report = SampleReports.MONTHLY;
    TableShape table = begin(report);
    Map<String, String> own = row(table);
    Map<String, String> owned = new TreeMap<>(own);
    owned.put("content_owner", "'Owner'");
    answer(report, "NULL", YEAR);
    answer(report, "'Owner'", YEAR);
    stage(table, own);
    add(table, owned);
    assertThat(merge(report)).isEqualTo(new ChangedRows(2, 0, 0));

    warehouse.truncate("ds", ReplaceScopeTable.NAME);
    answer(report, "'Owner'", YEAR);
    warehouse.truncate("ds", "staging");

    assertThat(merge(report)).isEqualTo(new ChangedRows(0, 0, 1));
    assertThat(warehouse.query("SELECT content_owner FROM ds." + report.name()).toString())
        .isEqualTo("[{content_owner=null}]");
  }

  @Test
  void merge_halfAMonth_replacesNoMonth() {
    ReportDefinition report = SampleReports.MONTHLY;
    TableShape table = begin(report);
    stage(table, row(table));
    assertThat(merge(report)).isEqualTo(new ChangedRows(1, 0, 0));

    warehouse.truncate("ds", ReplaceScopeTable.NAME);
    answer(report, "NULL", days("2026-02-01", "2026-02-27"));
    warehouse.truncate("ds", "staging");
    assertThat(merge(report)).isEqualTo(ChangedRows.NONE);

    answer(report, "NULL", days("2026-02-01", "2026-02-28"));
    assertThat(merge(report)).isEqualTo(new ChangedRows(0, 0, 1));
  }

  @Test
  void merge_anotherRange_replacesNoRange() {
    ReportDefinition report = SampleReports.RETENTION;
    TableShape table = begin(report);
    stage(table, row(table));
    assertThat(merge(report)).isEqualTo(new ChangedRows(1, 0, 0));

    warehouse.truncate("ds", ReplaceScopeTable.NAME);
    answer(report, "NULL", days("2026-01-31", "2026-02-28"));
    warehouse.truncate("ds", "staging");
    assertThat(merge(report)).isEqualTo(ChangedRows.NONE);

    answer(report, "NULL", days("2026-02-01", "2026-02-28"));
    assertThat(merge(report)).isEqualTo(new ChangedRows(0, 0, 1));
  }

  @Test
  void merge_rowsOfOneKey_takesTheNewest() {
    ReportDefinition report = SampleReports.MONTHLY;
    TableShape table = begin(report);
    Map<String, String> older = row(table);
    Map<String, String> newer = new TreeMap<>(older);
    newer.put("views", "7");
    newer.put("fetched_at", "TIMESTAMP '2026-03-01 00:00:01'");
    stage(table, older);
    add(table, newer);
    add(table, newer);

    assertThat(merge(report)).isEqualTo(new ChangedRows(1, 0, 0));
    assertThat(warehouse.query("SELECT views FROM ds." + report.name()).toString())
        .isEqualTo("[{views=7}]");
  }

  @Test
  void windows_ofALongBackfill_holdEveryDayOnce() {
    ReportReplaceScope answers =
        new ReportReplaceScope(
            LocalDate.parse("2005-02-14"), LocalDate.parse("2026-03-15"), ReplacedIds.ALL, 0);

    assertThat(answers.windows())
        .containsExactly(
            days("2005-02-14", "2015-02-13"),
            days("2015-02-14", "2025-02-13"),
            days("2025-02-14", "2026-03-15"))
        .inOrder();
  }

  private TableShape begin(ReportDefinition report) {
    TableShape table = TableShape.of(ReportSchema.of(report));
    for (TableShape made : List.of(table, table.staged("staging"), ReplaceScopeTable.shape())) {
      warehouse.dropTable("ds", made.name());
      warehouse.createTable("ds", made);
    }
    answer(report, "NULL", answered(report));
    return table;
  }

  private static DateRange answered(ReportDefinition report) {
    return report.every() == TimeGrain.RANGE ? days("2026-02-01", "2026-02-28") : YEAR;
  }

  private void answer(ReportDefinition report, String owner, DateRange days) {
    answer(report, SqlText.text(CHANNEL), owner, days);
  }

  private void answer(ReportDefinition report, String channel, String owner, DateRange days) {
    Map<String, String> line =
        Map.of(
            ReplaceScopeTable.REPORT, SqlText.text(report.name()),
            ReplaceScopeTable.CHANNEL_ID, channel,
            ReplaceScopeTable.CONTENT_OWNER, owner,
            ReplaceScopeTable.FIRST, SqlText.date(days.first()),
            ReplaceScopeTable.LAST, SqlText.date(days.last()),
            ReplaceScopeTable.ANSWERED_AT, "TIMESTAMP '2026-03-01 00:00:00'",
            ReplaceScopeTable.RUN_ID, SqlText.text("run-1"));
    insert(ReplaceScopeTable.NAME, List.copyOf(line.keySet()), List.of(line));
  }

  private void stage(TableShape table, Map<String, String> row) {
    stage(table, List.of(row));
  }

  private void stage(TableShape table, Collection<Map<String, String>> rows) {
    warehouse.truncate("ds", "staging");
    add(table, rows);
  }

  private void add(TableShape table, Map<String, String> row) {
    add(table, List.of(row));
  }

  private void add(TableShape table, Collection<Map<String, String>> rows) {
    List<String> columns = table.columns().stream().map(TableColumn::name).toList();
    rows.forEach(row -> assertThat(row.keySet()).containsExactlyElementsIn(columns));
    insert("staging", columns, rows);
  }

  private void insert(String table, List<String> columns, Collection<Map<String, String>> rows) {
    ChangedRows unused =
        warehouse.change(
            "INSERT INTO ds.%s (%s) VALUES %s"
                .formatted(
                    table,
                    columns.stream().map(SqlText::quoted).collect(Collectors.joining(", ")),
                    rows.stream()
                        .map(
                            row ->
                                columns.stream()
                                    .map(row::get)
                                    .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "))));
  }

  private ChangedRows merge(ReportDefinition report) {
    return warehouse.change(
        new MergeStatement(
                ReportSchema.of(report),
                DATASET.table(report.name()),
                DATASET.table("staging"),
                DATASET.table(ReplaceScopeTable.NAME))
            .text(YEAR, ReplacedIds.ALL));
  }

  private static Map<String, String> row(TableShape table) {
    Map<String, String> row = new TreeMap<>();
    table.columns().forEach(column -> row.put(column.name(), value(column, 1)));
    row.put("channel_id", SqlText.text(CHANNEL));
    row.put("content_owner", "NULL");
    row.computeIfPresent("end_date", (name, any) -> "DATE '2026-02-28'");
    return row;
  }

  private static String value(TableColumn column, int number) {
    return switch (column.type()) {
      case STRING -> "'text " + number + "'";
      case INT64 -> String.valueOf(number);
      case FLOAT64 -> number + ".5";
      case NUMERIC -> "12345678901234567890.00000000" + number;
      case BOOL -> number % 2 == 0 ? "TRUE" : "FALSE";
      case DATE -> "DATE '2026-02-01'";
      case TIMESTAMP -> "TIMESTAMP '2026-02-0" + number + " 00:00:00'";
    };
  }

  private static DateRange days(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }
}
