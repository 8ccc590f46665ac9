// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
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

/** A dataset that cannot be written is reported in one line, before any request is sent. */
final class DatasetRefusalsTest {
  @TempDir Path folder;
  private Workbench workbench;
  private FakeBigQuery bigQuery;

  @BeforeEach
  void start() throws IOException, SQLException {
    World world =
        World.builder(7)
            .today(LocalDate.parse("2026-03-15"))
            .channel(SimulatedChannel.named("alpine").build())
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
  void run_missingDataset_isReported() {
    assertRefused("dataset proj:nowhere does not exist: create it", "--outputDataset=proj:nowhere");
  }

  @Test
  void run_invalidDatasetName_isReported() {
    assertRefused("'youtube' is not a dataset: use project:dataset", "--outputDataset=youtube");
  }

  @Test
  void run_forbiddenDataset_namesTheRoles() {
    bigQuery.faults(call -> call.equals("GET ds") ? Fault.FORBIDDEN : Fault.NONE);

    assertRefused("roles/bigquery.dataEditor", "--outputDataset=proj:ds");
  }

  @Test
  void run_forbiddenTables_namesTheRoles() {
    bigQuery.faults(call -> call.equals("POST ds/tables") ? Fault.FORBIDDEN : Fault.NONE);

    assertRefused("roles/bigquery.dataEditor", "--outputDataset=proj:ds");
  }

  @Test
  void run_tableOfAnotherWriter_reportsTheDifferences() {
    bigQuery.create(
        "ds",
        """
        {"tableReference": {"projectId": "proj", "datasetId": "ds", "tableId": "channel_daily"},
         "schema": {"fields": [{"name": "views", "type": "STRING"}]}}
        """);

    Printed refused = run("--outputDataset=proj:ds");

    assertThat(refused.err())
        .contains("table proj:ds.channel_daily does not match the report: column 'channel_id'");
    assertThat(refused.err()).contains("column 'views' is STRING but must be INT64");
    assertThat(bigQuery.tables()).containsExactly("channel_daily");
  }

  @Test
  void run_twoOutputsOrAnInvalidOne_isReported() {
    assertRefused("set only one of them", "--outputDataset=proj:ds", "--output=somewhere");
    assertRefused(
        "must be none or fivetran", "--compatibilityViews=stitch", "--outputDataset=proj:ds");
    assertRefused(
        "--compatibilityViews requires --outputDataset",
        "--compatibilityViews=fivetran",
        "--output=x");
    assertRefused("whose lock ends with its process", "--breakLock", "--output=x");
    assertRefused("is neither a local folder nor", "--breakLock", "--output=s3:/b/x");
  }

  @Test
  void plan_withADataset_readsEarlierOutcomes() {
    Printed first = run("--outputDataset=proj:ds");
    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(0);

    List<String> line = line("plan", "--outputDataset=proj:ds", "--resume");
    Printed plan = Workbench.analytix(line.toArray(String[]::new));

    assertWithMessage(plan.all()).that(plan.exitCode()).isEqualTo(0);
    assertThat(plan.out()).contains("Resumed: 1 request already completed");
  }

  @Test
  void forget_withADataset_deletesTheRows() {
    Printed first = run("--outputDataset=proj:ds");
    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(0);
    int rows = bigQuery.query("SELECT * FROM ds.channel_daily").size();
    assertThat(rows).isGreaterThan(0);

    Printed gone =
        Workbench.analytix(
            "channels",
            "forget",
            "alpine",
            "--rows",
            "--yes",
            "--tokenRecords=file:" + workbench.tokens,
            "--outputDataset=proj:ds",
            "--bigQueryEndpoint=" + bigQuery.endpoint());

    assertWithMessage(gone.all()).that(gone.exitCode()).isEqualTo(0);
    assertThat(gone.out()).contains(rows + " rows of");
    assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).isEmpty();
    assertThat(bigQuery.query("SELECT * FROM ds.analytix_outcomes")).isNotEmpty();
    assertThat(bigQuery.table("ds", "analytix_outcomes").at("/labels/analytix_lock_run").asText())
        .isEmpty();
  }

  private void assertRefused(String line, String... more) {
    Printed refused = run(more);

    assertWithMessage(refused.all()).that(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(line);
    assertThat(refused.err().lines().count()).isEqualTo(1);
    assertThat(workbench.google.recordedCalls(Call.Kind.REPORT)).isEmpty();
    assertThat(bigQuery.tables()).isEmpty();
  }

  private Printed run(String... more) {
    return Workbench.analytix(line("run", more).toArray(String[]::new));
  }

  private List<String> line(String command, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                command,
                "--tokenRecords=file:" + workbench.tokens,
                "--clientSecrets=file:" + workbench.client,
                "--youtubeAnalyticsEndpoint=" + workbench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + workbench.google.dataApiRootUrl(),
                "--startDate=2026-03-01",
                "--endDate=2026-03-04",
                "--bigQueryEndpoint=" + bigQuery.endpoint()));
    line.addAll(List.of(more));
    return line;
  }
}
