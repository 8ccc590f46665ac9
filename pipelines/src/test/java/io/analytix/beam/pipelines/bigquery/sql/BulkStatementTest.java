// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn.Role;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.truth.Seed;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statement over histories of drawn files, executed, against a model of maps. */
final class BulkStatementTest {
  private static final DatasetName DATASET = new DatasetName("proj", "ds");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final int HISTORIES = 4;
  private static final int RUNS = 6;

  private Warehouse warehouse;

  @BeforeEach
  void start() throws SQLException {
    warehouse = new Warehouse();
    warehouse.createDataset("ds");
  }

  @AfterEach
  void stop() throws SQLException {
    warehouse.close();
  }

  /** A day of an owner. */
  private record Day(String owner, LocalDate day) {}

  /** The rows of a file; whole rows with all columns. */
  private record Generation(Instant created, List<Map<String, @Nullable String>> rows) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel_reach_combined_a1",
        "content_owner_estimated_revenue_a1",
        "content_owner_ad_revenue_raw_a1"
      })
  void text_histories_replaceChangedDaysOnly(String id) throws Exception {
    BulkReportType type = BulkReportTypes.resolve(id).orElseThrow();
    TableShape shape = TableShape.of(BulkTable.of(type)).with(Map.of("added", SqlType.STRING));
    TableShape staged = shape.staged("staged_" + id);
    for (long seed = Seed.get(); seed < Seed.get() + HISTORIES; seed++) {
      warehouse.dropTable("ds", shape.name());
      warehouse.createTable("ds", shape);
      new History(type, shape, staged, seed).run();
    }
  }

  private final class History {
    private final TableShape shape;
    private final TableShape staged;
    private final String owner;
    private final String day;
    private final long seed;
    private final Random random;
    private final BulkStatement statement;
    private final Map<Day, Generation> model = new HashMap<>();
    private final boolean repeats;

    History(BulkReportType type, TableShape shape, TableShape staged, long seed) {
      this.shape = shape;
      this.staged = staged;
      this.owner = BulkStatement.owner(type);
      this.day = BulkStatement.day(shape);
      this.repeats = type.systemManaged();
      this.seed = seed;
      this.random = new Random(seed);
      this.statement =
          new BulkStatement(type, shape, DATASET.table(shape.name()), DATASET.table(staged.name()));
    }

    void run() throws Exception {
      for (int run = 0; run < RUNS; run++) {
        Map<Day, Generation> files = files(run);
        warehouse.dropTable("ds", staged.name());
        warehouse.createTable("ds", staged);
        List<String> lines = new ArrayList<>();
        for (Generation file : files.values()) {
          for (Map<String, @Nullable String> row : file.rows()) {
            lines.add(JSON.writeValueAsString(row));
          }
        }
        warehouse.load("ds", staged, lines);
        String what = "seed %s, run %s of %s".formatted(seed, run, shape.name());
        DateRange days = new DateRange(FIRST, FIRST.plusDays(9));
        assertWithMessage(what).that(changes(days)).isEqualTo(expectedChanges(files));
        long inserted = 0;
        long deleted = 0;
        for (Map.Entry<Day, Generation> file : files.entrySet()) {
          Generation before = model.get(file.getKey());
          if (isReplaced(before, file.getValue())) {
            inserted += file.getValue().rows().size();
            deleted += before == null ? 0 : before.rows().size();
            model.put(file.getKey(), file.getValue());
          }
        }
        String sql = statement.text(days);

        ChangedRows counts = warehouse.change(sql);

        assertWithMessage(what).that(counts).isEqualTo(new ChangedRows(inserted, 0, deleted));
        assertWithMessage(what).that(stored()).isEqualTo(expected());
        assertThat(warehouse.change(sql)).isEqualTo(ChangedRows.NONE);
      }
    }

    private Map<BulkDay, ChangedRows> changes(DateRange days) {
      Map<BulkDay, ChangedRows> changes = new HashMap<>();
      warehouse
          .query(statement.changes(days))
          .forEach(row -> changes.put(BulkStatement.day(row), BulkStatement.counts(row)));
      return changes;
    }

    private Map<BulkDay, ChangedRows> expectedChanges(Map<Day, Generation> files) {
      Map<BulkDay, ChangedRows> changes = new HashMap<>();
      files.forEach(
          (of, file) -> {
            Generation before = model.get(of);
            if (before != null && !before.created().isAfter(file.created())) {
              int common = common(before, file, Role.KEY);
              changes.put(
                  new BulkDay(of.owner(), of.day()),
                  new ChangedRows(
                      file.rows().size() - common,
                      common - common(before, file, Role.KEY, Role.FIGURE),
                      before.rows().size() - common));
            }
          });
      return changes;
    }

    /** How many rows both have that agree in these columns; an empty text is as none. */
    private int common(Generation before, Generation file, Role... roles) {
      List<List<String>> rest = new ArrayList<>();
      before.rows().forEach(row -> rest.add(cells(row, roles)));
      return (int) file.rows().stream().filter(row -> rest.remove(cells(row, roles))).count();
    }

    private List<String> cells(Map<String, @Nullable String> row, Role... roles) {
      return shape.with(roles).stream()
          .map(
              column ->
                  column.name() + "=" + Objects.requireNonNullElse(row.get(column.name()), ""))
          .toList();
    }

    private boolean isReplaced(@Nullable Generation before, Generation file) {
      return before == null
          || (!before.created().isAfter(file.created()) && !cells(before).equals(cells(file)));
    }

    /** What is compared: the cells of the file. */
    private List<String> cells(Generation file) {
      return file.rows().stream()
          .map(
              row -> {
                Map<String, @Nullable String> cells = new TreeMap<>();
                for (TableColumn column : shape.with(Role.KEY, Role.FIGURE)) {
                  String cell = row.get(column.name());
                  if (cell != null) {
                    cells.put(column.name(), cell);
                  }
                }
                return cells.toString();
              })
          .sorted()
          .toList();
    }

    private Map<Day, Generation> files(int run) {
      Map<Day, Generation> files = new HashMap<>();
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        Day of = new Day("UC" + random.nextInt(3), FIRST.plusDays(random.nextInt(4)));
        Instant created =
            Instant.parse("2026-10-20T00:00:00.123456Z").plusSeconds(60L * random.nextInt(4));
        Generation before = model.get(of);
        files.put(
            of,
            before != null && random.nextInt(2) == 0
                ? new Generation(created, changed(before, created, run))
                : new Generation(created, rows(of, created, run)));
      }
      return files;
    }

    private List<Map<String, @Nullable String>> rows(Day of, Instant created, int run) {
      List<Map<String, @Nullable String>> rows = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        Map<String, @Nullable String> row = new TreeMap<>();
        for (TableColumn column : shape.columns()) {
          row.put(column.name(), cell(column, of, created, run, i));
        }
        rows.add(row);
        if (repeats && random.nextInt(3) == 0) {
          rows.add(new TreeMap<>(row));
        }
      }
      return rows;
    }

    private @Nullable String cell(TableColumn column, Day of, Instant created, int run, int row) {
      String name = column.name();
      if (name.equals(owner)) {
        return of.owner();
      } else if (name.equals(day)) {
        return of.day().toString();
      } else if (name.equals(BulkTable.CONTENT_OWNER)) {
        return null;
      } else if (name.equals(BulkTable.REPORT_CREATED_AT)) {
        return created.toString();
      } else if (column.role() == Role.PROVENANCE) {
        return column.type() == SqlType.TIMESTAMP
            ? Instant.parse("2026-10-21T00:00:00Z").plusSeconds(run).toString()
            : "run-" + run;
      }
      boolean empty = !column.required() && random.nextInt(3) == 0;
      return switch (column.type()) {
        case STRING -> empty ? (random.nextBoolean() ? null : "") : name + row + random.nextInt(2);
        case INT64 -> empty ? null : String.valueOf(9007199254740993L + random.nextInt(2));
        case FLOAT64 -> empty ? null : random.nextBoolean() ? "0.1" : "0.30000000000000004";
        case NUMERIC ->
            empty ? null : random.nextBoolean() ? "1.203456000" : "12345678901234567.123456789";
        case DATE -> of.day().minusDays(random.nextInt(40)).toString();
        default -> throw new IllegalStateException(name);
      };
    }

    /** The same rows, or with one row less, one cell changed, or one row twice. */
    private List<Map<String, @Nullable String>> changed(
        Generation before, Instant created, int run) {
      List<Map<String, @Nullable String>> rows = new ArrayList<>();
      for (Map<String, @Nullable String> row : before.rows()) {
        Map<String, @Nullable String> copy = new TreeMap<>(row);
        copy.put(BulkTable.REPORT_CREATED_AT, created.toString());
        copy.put(BulkTable.RUN_ID, "run-" + run);
        rows.add(copy);
      }
      Map<String, @Nullable String> any = rows.get(random.nextInt(rows.size()));
      switch (random.nextInt(5)) {
        case 0 -> {
          if (rows.size() > 1) {
            rows.remove(any);
          }
        }
        case 1 -> {
          List<TableColumn> figures = shape.with(Role.FIGURE);
          TableColumn one = figures.get(random.nextInt(figures.size()));
          if (!one.required() && !one.name().equals(BulkTable.CONTENT_OWNER)) {
            any.put(one.name(), any.get(one.name()) == null ? other(one) : null);
          }
        }
        case 2 -> {
          if (repeats) {
            rows.add(new TreeMap<>(any));
          }
        }
        default -> {}
      }
      return rows;
    }

    private String other(TableColumn column) {
      return switch (column.type()) {
        case STRING -> "other";
        case NUMERIC -> "1.000000001";
        case FLOAT64 -> "0.2";
        case DATE -> "2026-09-09";
        default -> "7";
      };
    }

    private List<String> expected() {
      List<String> rows = new ArrayList<>();
      model.values().forEach(file -> file.rows().forEach(row -> rows.add(text(row))));
      rows.sort(null);
      return rows;
    }

    private List<String> stored() {
      List<String> rows = new ArrayList<>();
      warehouse.query("SELECT * FROM ds." + shape.name()).forEach(row -> rows.add(text(row)));
      rows.sort(null);
      return rows;
    }

    /** Without instants, whose texts differ; the run tells rows of different files apart. */
    private String text(Map<String, @Nullable String> row) {
      Map<String, @Nullable String> cells = new TreeMap<>();
      for (TableColumn column : shape.columns()) {
        if (column.type() != SqlType.TIMESTAMP) {
          cells.put(column.name(), row.get(column.name()));
        }
      }
      return cells.toString();
    }
  }
}
