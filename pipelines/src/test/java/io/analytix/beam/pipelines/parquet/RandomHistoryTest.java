// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.analytix.beam.pipelines.parquet.Sample.REPORTS;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.pipelines.parquet.format.RowOrder;
import io.analytix.beam.pipelines.parquet.format.TableModel;
import io.analytix.beam.pipelines.storage.InMemoryFileStore;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.truth.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise over random histories, other ones every day: {@code -Dhistory.seed=N} runs those from
 * seed N on, and a failure names its seed.
 */
final class RandomHistoryTest {
  private static final long SEED = Long.getLong("history.seed", Seed.get());
  private static final int NIGHTS = 5;

  @Test
  void store_anyHistory_isWhatTheModelSays() throws IOException {
    System.out.println("histories from seed " + SEED);
    int deletions = 0;
    for (long seed = SEED; seed < SEED + 100; seed++) {
      InMemoryFileStore files = new InMemoryFileStore();
      ShardWriter store = new ShardWriter(files, REPORTS);
      TableModel model = run(seed, store);

      for (ReportDefinition report : REPORTS) {
        assertWithMessage("seed %s, %s", seed, report.name())
            .that(lines(files, report))
            .isEqualTo(model.lines(report.name()));
      }
      deletions += files.deletions();
    }
    assertThat(deletions).isGreaterThan(0);
  }

  @Test
  void store_lastNightAgain_changesNothing() {
    for (long seed = SEED; seed < SEED + 15; seed++) {
      InMemoryFileStore files = new InMemoryFileStore();
      ShardWriter store = new ShardWriter(files, REPORTS);
      RandomHistory history = new RandomHistory(seed);
      List<FinishedShard> shards = List.of();
      for (int night = 0; night < NIGHTS; night++) {
        shards = history.night();
        shards.forEach(store::store);
      }
      int before = files.changes();
      shards.forEach(store::store);

      assertWithMessage("seed %s", seed).that(files.changes()).isEqualTo(before);
    }
  }

  @Test
  void duckDb_anyHistory_readsWhatTheModelSays(@TempDir Path folder)
      throws IOException, SQLException {
    try (DuckDb duck = new DuckDb()) {
      for (long seed = SEED; seed < SEED + 12; seed++) {
        Path output = Files.createDirectory(folder.resolve("seed-" + seed));
        TableModel model = run(seed, new ShardWriter(new LocalFileStore(output), REPORTS));

        for (ReportDefinition report : REPORTS) {
          List<String> lines = model.lines(report.name());
          if (!lines.isEmpty()) {
            assertWithMessage("seed %s, %s", seed, report.name())
                .that(duck.rows(query(output, report)).stream().sorted().toList())
                .isEqualTo(lines);
          }
        }
      }
    }
  }

  private static TableModel run(long seed, ShardWriter store) {
    RandomHistory history = new RandomHistory(seed);
    TableModel model = new TableModel();
    StoreChanges changes = StoreChanges.NONE;
    for (int night = 0; night < NIGHTS; night++) {
      for (FinishedShard shard : history.night()) {
        model.apply(shard);
        StoredShard stored = store.store(shard);
        changes = changes.plus(stored.changes());
        assertThat(stored.outcomes())
            .isEqualTo(shard.answers().stream().map(FinishedShard.Answer::outcome).toList());
      }
    }
    assertWithMessage("seed %s", seed)
        .that(
            List.of(
                changes.rowsInserted(),
                changes.rowsUpdated(),
                changes.rowsDeleted(),
                changes.rowsUnchanged()))
        .isEqualTo(model.counts());
    return model;
  }

  /** The rows of a report, after a look at the order and the place of each. */
  private static List<String> lines(InMemoryFileStore files, ReportDefinition report)
      throws IOException {
    ReportSchema table = ReportSchema.of(report);
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.content().entrySet()) {
      if (file.getKey().startsWith(report.name() + "/")) {
        List<Row> rows = new ReportFiles(files, report).rows(file.getValue());
        assertThat(rows).isNotEmpty();
        assertThat(rows).isInOrder(new RowOrder(table.keys()));
        for (Row row : rows) {
          assertThat(file.getKey())
              .contains(
                  "/year_month="
                      + YearMonth.from(row.getLogicalTypeValue("day", LocalDate.class))
                      + "/");
          lines.add(TableModel.line(row));
        }
      }
    }
    return lines.stream().sorted().toList();
  }

  private static String query(Path output, ReportDefinition report) {
    List<String> columns = new ArrayList<>();
    for (Schema.Field field : ReportSchema.of(report).schema().getFields()) {
      columns.add(
          switch (field.getType().getTypeName()) {
            case DATETIME -> "epoch_ms(" + field.getName() + ")";
            case DECIMAL -> field.getName() + "::VARCHAR";
            default -> field.getName();
          });
    }
    return "SELECT " + String.join(", ", columns) + " FROM " + DuckDb.table(output, report.name());
  }
}
