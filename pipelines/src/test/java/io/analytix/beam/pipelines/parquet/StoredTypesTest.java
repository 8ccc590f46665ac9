// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.Sample.OWNED;
import static io.analytix.beam.pipelines.parquet.Sample.REPORTS;
import static io.analytix.beam.pipelines.parquet.Sample.REVENUE;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files as another reader sees them. */
final class StoredTypesTest {
  private final Night night = Night.of(1);

  private Path output;
  private ShardWriter store;
  private DuckDb duck;

  @BeforeEach
  void open(@TempDir Path folder) throws SQLException {
    output = folder;
    store = new ShardWriter(new LocalFileStore(output), REPORTS);
    duck = new DuckDb();
  }

  @AfterEach
  void close() throws SQLException {
    duck.close();
  }

  @Test
  void duckDb_reportColumns_haveTheTypesOfTheDesign() throws SQLException {
    store.store(
        night.shard(
            CHANNEL,
            OWNED,
            "2026-01-31",
            "2026-01-31",
            night.row(CHANNEL, OWNED, "2026-01-31", Long.MAX_VALUE, 0.1)));

    assertThat(
            duck.rows(
                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM %s)"
                    .formatted(DuckDb.table(output, "channel_daily"))))
        .containsExactly(
            "channel_id|VARCHAR",
            "content_owner|VARCHAR",
            "day|DATE",
            "views|BIGINT",
            "average_view_percentage|DOUBLE",
            "fetched_at|TIMESTAMP WITH TIME ZONE",
            "run_id|VARCHAR",
            "year_month|VARCHAR")
        .inOrder();
    assertThat(
            duck.rows(
                "SELECT channel_id, content_owner, day, views, average_view_percentage,"
                    + " epoch_us(fetched_at), run_id, year_month FROM "
                    + DuckDb.table(output, "channel_daily")))
        .containsExactly(
            "UCalphaalphaalphaalphaal|Owner One|2026-01-31|9223372036854775807|0.1|"
                + night.at().toEpochMilli() * 1000
                + "|run-1|2026-01");
  }

  @Test
  void duckDb_money_isExact() throws SQLException {
    List<String> amounts =
        List.of(
            "0.000000001",
            "-0.000000001",
            "99999999999999999999999999999.999999999",
            "-99999999999999999999999999999.999999999",
            "12.500000000");
    List<Row> rows = new ArrayList<>();
    for (String amount : amounts) {
      rows.add(
          night.row(
              REVENUE,
              ALPHA,
              "2026-01-1" + rows.size(),
              new BigDecimal(amount).stripTrailingZeros()));
    }
    store.store(night.shard(REVENUE, ALPHA, "2026-01-01", "2026-01-31", rows.toArray(new Row[0])));

    assertThat(
            duck.rows(
                "SELECT typeof(estimated_revenue), estimated_revenue::VARCHAR FROM %s ORDER BY day"
                    .formatted(DuckDb.table(output, "revenue_daily"))))
        .containsExactlyElementsIn(
            amounts.stream().map(amount -> "DECIMAL(38,9)|" + amount).toList())
        .inOrder();
  }

  @Test
  void duckDb_anyText_isAsItWas() throws SQLException, IOException {
    List<String> texts =
        List.of(
            "",
            "'\"`\\",
            "tab\tline\nreturn\r",
            "\u0001\u001F\u007F",
            "é ß 漢字",
            "\uD83D\uDE00",
            "a|b");
    List<Row> rows =
        texts.stream().map(text -> night.row(COUNTRY, ALPHA, "2026-01-31", text, 1L)).toList();
    store.store(night.shard(COUNTRY, ALPHA, "2026-01-31", "2026-01-31", rows.toArray(new Row[0])));

    assertThat(duck.rows("SELECT country FROM " + DuckDb.table(output, "geography_daily")))
        .containsExactlyElementsIn(texts);
    assertThat(new Disk(output).rows(COUNTRY)).containsExactlyElementsIn(rows);
  }

  @Test
  void duckDb_zeroCharacter_isAsItWas() throws SQLException, IOException {
    Row row = night.row(COUNTRY, ALPHA, "2026-01-31", "a\u0000b", 1L);
    store.store(night.shard(COUNTRY, ALPHA, "2026-01-31", "2026-01-31", row));

    assertThat(duck.rows("SELECT hex(country) FROM " + DuckDb.table(output, "geography_daily")))
        .containsExactly("610062");
    assertThat(new Disk(output).rows(COUNTRY)).containsExactly(row);
  }

  @Test
  void store_halfASurrogatePair_isStoredOnceAndThenUnchanged() {
    var shard =
        night.shard(
            COUNTRY,
            ALPHA,
            "2026-01-31",
            "2026-01-31",
            night.row(COUNTRY, ALPHA, "2026-01-31", "x\uD83D", 1L));

    assertThat(store.store(shard).changes().filesWritten()).isEqualTo(1);
    assertThat(store.store(shard).changes().filesUntouched()).isEqualTo(1);
  }

  @Test
  void duckDb_outcomes_haveTheColumnsOfTheDesign() throws SQLException, IOException {
    Outcome outcome =
        store
            .store(
                night.shard(
                    COUNTRY,
                    ALPHA,
                    "2026-01-31",
                    "2026-01-31",
                    night.row(COUNTRY, ALPHA, "2026-01-31", "NO", 1L)))
            .outcomes()
            .get(0);
    OutcomeFiles parts = new OutcomeFiles(new LocalFileStore(output), List.of());
    parts.add(List.of(outcome, outcome.notStored("a reason")));
    parts.write();

    String table =
        "read_parquet('%s/_outcomes/*/*.parquet', hive_partitioning=false)".formatted(output);
    assertThat(
            duck.rows(
                "SELECT string_agg(column_name || ' ' || column_type, ', ') FROM (DESCRIBE SELECT *"
                    + " FROM "
                    + table
                    + ")"))
        .containsExactly(
            "run_id VARCHAR, token_record VARCHAR, channel_id VARCHAR, content_owner VARCHAR,"
                + " report VARCHAR, start_date DATE, end_date DATE, answered_from DATE,"
                + " answered_through DATE, status VARCHAR, cause VARCHAR, message VARCHAR, remedy"
                + " VARCHAR, retryable BOOLEAN, http_status BIGINT, reason VARCHAR, rows BIGINT,"
                + " requests BIGINT, retries BIGINT, started_at TIMESTAMP WITH TIME ZONE,"
                + " finished_at TIMESTAMP WITH TIME ZONE, report_id VARCHAR,"
                + " report_created_at TIMESTAMP WITH TIME ZONE, bytes BIGINT, basis VARCHAR, data_api_units BIGINT,"
                + " inserted BIGINT, updated BIGINT, deleted BIGINT");
    assertThat(
            duck.rows(
                "SELECT run_id, status, cause, message, retryable, answered_from FROM " + table))
        .containsExactly(
            "run-1|OK|null|null|false|2026-01-31", "run-1|FAILED|INTERNAL|a reason|true|null");
  }

  @Test
  void duckDb_footer_namesReportAndQuery() throws SQLException {
    store.store(
        night.shard(
            COUNTRY,
            ALPHA,
            "2026-01-31",
            "2026-01-31",
            night.row(COUNTRY, ALPHA, "2026-01-31", "NO", 1L)));

    assertThat(
            duck.rows(
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata('%s/*/*/*.parquet')"
                    .formatted(output)))
        .containsExactly(
            "analytix.report|geography_daily",
            "analytix.fingerprint|dimensions=country&metrics=views&every=DAY");
    assertThat(
            duck.rows(
                "SELECT DISTINCT compression FROM parquet_metadata('%s/*/*/*.parquet')"
                    .formatted(output)))
        .containsExactly("ZSTD");
  }
}
