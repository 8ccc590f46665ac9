// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command makes of the dataset: of the outcomes in it, and of its expiration. */
final class DatasetHistoryTest {
  @TempDir Path folder;
  private Workbench workbench;
  private FakeBigQuery bigQuery;

  @BeforeEach
  void start() throws IOException, SQLException {
    World world =
        World.builder(7)
            .today(LocalDate.parse("2026-03-15"))
            .channel(SimulatedChannel.named("alpine").build())
            .channel(SimulatedChannel.named("baker").build())
            .build();
    workbench = new Workbench(world, folder);
    workbench.google.writeTokenRecords(workbench.tokens);
    bigQuery = new FakeBigQuery("ds", "US");
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
    workbench.close();
  }

  @Test
  void backfillFrom_addsEveryDayWithoutAResponse() {
    Printed first = run("--asOf=2026-03-10T20:00:00Z", "--lookbackDays=3", "--channels=alpine");
    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(0);

    Printed second =
        run("--asOf=2026-03-10T20:00:00Z", "--lookbackDays=3", "--backfillFrom=2026-03-02");

    assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(0);
    assertThat(
            lines(
                "SELECT token_record, MIN(start_date), MAX(end_date), COUNT(DISTINCT run_id)"
                    + " FROM ds.analytix_outcomes GROUP BY 1 ORDER BY 1"))
        .containsExactly("alpine 2026-03-02 2026-03-09 2", "baker 2026-03-02 2026-03-09 1")
        .inOrder();
  }

  @Test
  void queriesPerDay_includeEarlierRuns_andResumeSendsTheRest() {
    List<String> twoDays = List.of("--startDate=2026-03-01", "--endDate=2026-03-02");
    // Two channels, two days, a request each; three in the day, over two runs.
    Printed first = run(with(twoDays, "--channels=alpine", "--queriesPerDay=3"));
    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(0);

    Printed second = run(with(twoDays, "--channels=baker", "--queriesPerDay=3"));

    assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(3);
    assertThat(workbench.google.recordedCalls(Call.Kind.REPORT)).hasSize(3);
    assertThat(
            lines(
                "SELECT token_record, COALESCE(cause, 'none'), COUNT(*) FROM ds.analytix_outcomes"
                    + " GROUP BY 1, 2 ORDER BY 1, 2"))
        .containsExactly("alpine none 2", "baker QUOTA_DAY 1", "baker none 1");

    Printed third = run(with(twoDays, "--resume", "--queriesPerDay=100"));

    assertWithMessage(third.all()).that(third.exitCode()).isEqualTo(0);
    assertThat(workbench.google.recordedCalls(Call.Kind.REPORT)).hasSize(4);
    assertThat(
            lines(
                "SELECT COUNT(DISTINCT CONCAT(channel_id, CAST(day AS STRING))) FROM"
                    + " ds.geography_daily"))
        .containsExactly("4");
  }

  @Test
  void run_datasetThatExpiresPartitions_isRejectedInOneLineBeforeAnyRequest() {
    bigQuery.property("defaultPartitionExpirationMs", "5184000000");

    Printed refused = run("--startDate=2024-01-01", "--endDate=2024-01-10");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines().toList())
        .containsExactly(
            "analytix: dataset proj:ds deletes new partitions 60 days after their day"
                + " (defaultPartitionExpirationMs), so the rows of analytix_outcomes would vanish:"
                + " run 'bq update --default_partition_expiration 0 proj:ds', then this again");
    assertThat(bigQuery.tables()).isEmpty();
    assertThat(workbench.google.recordedCalls()).isEmpty();
  }

  private static String[] with(List<String> usual, String... more) {
    List<String> all = new ArrayList<>(usual);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private List<String> lines(String sql) {
    return bigQuery.query(sql).stream().map(row -> String.join(" ", row.values())).toList();
  }

  private Printed run(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "run",
                "--tokenRecords=file:" + workbench.tokens,
                "--clientSecrets=file:" + workbench.client,
                "--youtubeAnalyticsEndpoint=" + workbench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + workbench.google.dataApiRootUrl(),
                "--queriesPerMinute=1000000",
                "--reports=geography_daily",
                "--outputDataset=proj:ds",
                "--bigQueryEndpoint=" + bigQuery.endpoint()));
    line.addAll(List.of(more));
    return Workbench.analytix(line.toArray(String[]::new));
  }
}
