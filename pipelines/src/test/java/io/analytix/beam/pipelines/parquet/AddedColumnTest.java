// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of three generations of a report's definition in one output. */
final class AddedColumnTest {
  private static final ReportDefinition FIRST = generation("views");
  private static final ReportDefinition SECOND = generation("likes", "views");
  private static final ReportDefinition THIRD = generation("comments", "likes", "views");
  private static final ChannelRef GAMMA = Sample.channel("UCgammagammagammagammaga", null);

  private Path output;

  @BeforeEach
  void storeGenerations(@TempDir Path folder) {
    output = folder;
    store(1, FIRST, ALPHA, 10L);
    store(1, FIRST, BETA, 20L);
    store(2, SECOND, BETA, 2L, 21L);
    store(2, SECOND, GAMMA, 3L, 30L);
    store(3, THIRD, GAMMA, 7L, 3L, 31L);
  }

  private static ReportDefinition generation(String... metrics) {
    return Sample.report("growing", List.of("country"), List.of(metrics), null);
  }

  private void store(int night, ReportDefinition report, ChannelRef channel, Long... figures) {
    Night run = Night.of(night);
    Object[] cells = new Object[figures.length + 1];
    cells[0] = "NO";
    System.arraycopy(figures, 0, cells, 1, figures.length);
    StoredShard stored =
        new ShardWriter(new LocalFileStore(output), List.of(report))
            .store(
                run.shard(
                    report,
                    channel,
                    "2026-01-05",
                    "2026-01-05",
                    run.row(report, channel, "2026-01-05", cells)));
    assertThat(stored.changes().storeFailures()).isEqualTo(0);
  }

  @Test
  void store_addedMetric_isTheLastColumnOfOldAndNewFiles() throws SQLException {
    try (DuckDb duck = new DuckDb()) {
      String old = "channel_id content_owner day country views fetched_at run_id";
      assertThat(columns(duck, ALPHA)).isEqualTo(old);
      assertThat(columns(duck, BETA)).isEqualTo(old + " likes");
      assertThat(columns(duck, GAMMA)).isEqualTo(old + " likes comments");
    }
  }

  private String columns(DuckDb duck, ChannelRef channel) throws SQLException {
    List<String> columns =
        duck.rows(
            "SELECT name FROM parquet_schema('%s/growing/year_month=2026-01/%s.parquet')"
                .formatted(output, channel.channelId()));
    return String.join(" ", columns.subList(1, columns.size()));
  }

  @Test
  void read_allGenerations_olderRowsAreNullInAddedColumns() throws IOException, SQLException {
    try (DuckDb duck = new DuckDb()) {
      assertThat(
              duck.rows(
                  "SELECT channel_id, views, likes, comments FROM"
                      + " read_parquet('%s/growing/*/*.parquet', union_by_name = true)"
                          .formatted(output)
                      + " ORDER BY channel_id"))
          .containsExactly(
              "UCalphaalphaalphaalphaal|10|null|null",
              "UCbetabetabetabetabetabe|21|2|null",
              "UCgammagammagammagammaga|31|3|7")
          .inOrder();
    }
    assertThat(new Disk(output).rows(THIRD)).hasSize(3);
  }

  @Test
  void fieldIds_allGenerations_areThoseOfTheNames() throws SQLException {
    try (DuckDb duck = new DuckDb()) {
      assertThat(
              duck.rows(
                  "SELECT name, count(DISTINCT field_id), count(field_id) FROM"
                      + " parquet_schema('%s/growing/*/*.parquet') WHERE name <> 'row'"
                          .formatted(output)
                      + " GROUP BY name ORDER BY name"))
          .containsExactly(
              "channel_id|1|3",
              "comments|1|1",
              "content_owner|1|3",
              "country|1|3",
              "day|1|3",
              "fetched_at|1|3",
              "likes|1|2",
              "run_id|1|3",
              "views|1|3");
    }
  }
}
