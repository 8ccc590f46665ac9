// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.services.bigquery.model.TableReference;
import com.google.common.collect.Range;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements as jobs, with the failures of BigQuery; the pauses are recorded, not waited. */
final class QueryJobsTest {
  private static final String STATEMENT = "INSERT INTO `proj.ds.t` (views) VALUES (1), (2)";

  @TempDir Path temp;
  private final List<Long> pauses = new ArrayList<>();
  private FakeBigQuery bigQuery;
  private QueryJobs jobs;

  @BeforeEach
  void start() throws IOException, SQLException {
    bigQuery = new FakeBigQuery("ds", "EU");
    bigQuery.create(
        "ds",
        """
        {"tableReference": {"tableId": "t"},
         "schema": {"fields": [{"name": "views", "type": "INTEGER"}]}}
        """);
    jobs =
        new QueryJobs(
            DatasetClient.open(
                new DatasetName("proj", "ds"), SinkRun.options(bigQuery, temp), pauses::add),
            "EU");
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
  }

  @Test
  void change_jobThatIsNotFoundYet_isLookedUpAgain() throws IOException {
    faults("GET jobs/job", Fault.NOT_FOUND, Fault.NOT_FOUND);

    assertThat(jobs.change("job", STATEMENT)).isEqualTo(new ChangedRows(2, 0, 0));

    assertThat(sent("POST")).isEqualTo(1);
    assertThat(sent("GET")).isEqualTo(3);
  }

  @Test
  void change_responseLostAndJobNotFoundYet_isLookedUpAgain() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    bigQuery.faults(
        call ->
            call.equals("POST jobs job") && sent("POST") == 1
                ? Fault.LOSE_ANSWER
                : call.startsWith("GET jobs/job") && lookups.getAndIncrement() == 0
                    ? Fault.NOT_FOUND
                    : Fault.NONE);

    assertThat(jobs.change("job", STATEMENT)).isEqualTo(new ChangedRows(2, 0, 0));

    assertThat(sent("POST")).isEqualTo(2);
    assertThat(bigQuery.statements()).containsExactly(STATEMENT);
  }

  @Test
  void change_jobThatIsNeverFound_failsAfterMinutesWithThatAnswer() {
    bigQuery.faults(call -> call.startsWith("GET jobs/job") ? Fault.NOT_FOUND : Fault.NONE);

    IOException failed = assertThrows(IOException.class, () -> jobs.change("job", STATEMENT));

    assertThat(failed).hasMessageThat().isEqualTo("404 Not found: jobs/job");
    assertThat(minutes()).isIn(Range.closed(2.0, 4.0));
  }

  @Test
  void load_manyFilesOfTwoTables_runsAllJobsAtTheSameTimeAndEachOnce() throws IOException {
    bigQuery.create(
        "ds",
        """
        {"tableReference": {"tableId": "u"},
         "schema": {"fields": [{"name": "views", "type": "INTEGER"}]}}
        """);
    Path lines = Files.writeString(temp.resolve("lines.json"), "{\"views\": \"1\"}\n");
    List<QueryJobs.Load> loads =
        List.of(
            load("t", Collections.nCopies(10_001, lines.toString())),
            load("u", List.of(lines.toString())));
    faults("POST jobs token_load_t_1", Fault.FAIL_BACKEND);

    jobs.load("token", loads);
    jobs.load("token", loads);

    assertThat(bigQuery.query("SELECT * FROM ds.t")).hasSize(10_001);
    assertThat(bigQuery.query("SELECT * FROM ds.u")).hasSize(1);
    assertThat(
            bigQuery.calls().stream()
                .filter(call -> call.contains("jobs"))
                .map(call -> call.replace("GET jobs/", "GET jobs "))
                .limit(8))
        .containsExactly(
            "POST jobs token_load_t_0",
            "POST jobs token_load_t_1",
            "POST jobs token_load_u_0",
            "GET jobs token_load_t_0",
            "GET jobs token_load_t_1",
            "POST jobs token_load_t_1_1",
            "GET jobs token_load_t_1_1",
            "GET jobs token_load_u_0")
        .inOrder();
  }

  @Test
  void load_fileThatIsNotThere_failsAndAddsNoRow() {
    QueryJobException failed =
        assertThrows(
            QueryJobException.class,
            () -> jobs.load("token", List.of(load("missing", List.of("/nowhere.json")))));

    assertThat(failed).hasMessageThat().contains("Not found");
  }

  private static QueryJobs.Load load(String table, List<String> addresses) {
    return new QueryJobs.Load(
        table,
        new TableReference().setProjectId("proj").setDatasetId("ds").setTableId(table),
        QueryJobs.JSON_LINES,
        addresses);
  }

  @Test
  void read_resultsThatAreNotFoundYet_areReadAgain() throws IOException {
    faults("GET queries/job", Fault.NOT_FOUND);
    List<Map<String, String>> rows = new ArrayList<>();

    jobs.read("job", "SELECT COUNT(*) AS n FROM `proj.ds.t`", rows::add);

    assertThat(rows).containsExactly(Map.of("n", "0"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "FAIL_PASSING",
        "FAIL_CONCURRENT",
        "FAIL_QUEUED",
        "FAIL_INTERNAL",
        "FAIL_BACKEND",
        "FAIL_TABLE"
      })
  void change_failsTemporarily_isRepeatedUnderAnotherIdAndNotForever(Fault fault)
      throws IOException {
    faults("POST jobs job", fault, fault);

    assertThat(jobs.change("job", STATEMENT)).isEqualTo(new ChangedRows(2, 0, 0));

    assertThat(bigQuery.calls().stream().filter(call -> call.startsWith("POST")).toList())
        .containsExactly("POST jobs job", "POST jobs job_1", "POST jobs job_2")
        .inOrder();

    pauses.clear();
    bigQuery.faults(call -> call.startsWith("POST jobs again") ? fault : Fault.NONE);
    QueryJobException failed =
        assertThrows(QueryJobException.class, () -> jobs.change("again", STATEMENT));

    assertThat(failed).hasMessageThat().isEqualTo(fault.reason + ": " + fault.message);
    assertThat(failed.remedy())
        .contains(
            fault == Fault.FAIL_CONCURRENT || fault == Fault.FAIL_QUEUED
                ? "Another statement was at work on that table"
                : "run again later");
    assertThat(pauses).hasSize(11);
    assertThat(minutes()).isIn(Range.closed(1.0, 5.0));
    assertThat(bigQuery.statements()).containsExactly(STATEMENT);
  }

  @Test
  void change_mistake_failsAtOnce() {
    faults("POST jobs job", Fault.FAIL);

    QueryJobException failed =
        assertThrows(QueryJobException.class, () -> jobs.change("job", STATEMENT));

    assertThat(failed).hasMessageThat().isEqualTo("invalidQuery: it was staged so");
    assertThat(failed.remedy()).startsWith("Run again with --verbose");
    assertThat(pauses).isEmpty();
  }

  @Test
  void change_rateLimited_isSentAgainUnderTheSameIdAndNotForever() throws IOException {
    faults("POST jobs job", Fault.RATE_LIMITED, Fault.RATE_LIMITED, Fault.RATE_LIMITED);

    assertThat(jobs.change("job", STATEMENT)).isEqualTo(new ChangedRows(2, 0, 0));

    assertThat(sent("POST jobs job")).isEqualTo(4);
    assertThat(pauses).hasSize(3);

    pauses.clear();
    bigQuery.faults(call -> call.equals("POST jobs late") ? Fault.RATE_LIMITED : Fault.NONE);
    QueryJobException failed =
        assertThrows(QueryJobException.class, () -> jobs.change("late", STATEMENT));
    assertThat(failed).hasMessageThat().isEqualTo("403 Exceeded rate limits: jobs");
    assertThat(minutes()).isIn(Range.closed(2.0, 4.0));
  }

  @Test
  void change_forbidden_failsAtOnceWithTheRolesToGrant() {
    bigQuery.faults(call -> call.startsWith("POST jobs") ? Fault.FORBIDDEN : Fault.NONE);

    QueryJobException failed =
        assertThrows(QueryJobException.class, () -> jobs.change("job", STATEMENT));

    assertThat(failed.remedy()).contains("roles/bigquery.jobUser");
    assertThat(pauses).isEmpty();
  }

  /** The next calls that begin so. */
  private void faults(String call, Fault... faults) {
    AtomicInteger next = new AtomicInteger();
    bigQuery.faults(
        each ->
            each.startsWith(call) && next.get() < faults.length
                ? faults[next.getAndIncrement()]
                : Fault.NONE);
  }

  private long sent(String call) {
    return bigQuery.calls().stream().filter(each -> each.startsWith(call)).count();
  }

  private double minutes() {
    return pauses.stream().mapToLong(Long::longValue).sum() / 60_000.0;
  }
}
