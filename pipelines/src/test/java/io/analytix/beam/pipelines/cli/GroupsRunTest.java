// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the tables of groups, beside a report. */
final class GroupsRunTest {
  private static final DateRange DATES = Workbench.dates("2026-02-01", "2026-02-02");
  private static final ReportDefinition GROUPS = Reports.find("groups").orElseThrow();
  private static final ReportDefinition ITEMS = Reports.find("group_items").orElseThrow();
  private static final String TABLES = "--reports=channel_daily,groups,group_items";
  private static final String VIDEO = "youtube#video";

  @TempDir Path folder;

  private final SimulatedChannel many = SimulatedChannel.named("a-many").build();
  private final SimulatedChannel few = SimulatedChannel.named("b-few").build();
  private final SimulatedChannel none = SimulatedChannel.named("c-none").build();
  private final SimulatedChannel refused = SimulatedChannel.named("d-refused").build();
  private final World world =
      World.builder(5)
          .today(DATES.last().plusDays(9))
          .channel(many)
          .channel(few)
          .channel(none)
          .channel(refused)
          .contentOwner("network", many, few)
          .build();
  private final Map<String, Map<String, Object>> groups = new TreeMap<>();
  private final Map<String, List<String>> members = new TreeMap<>();
  private Workbench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Workbench(world, folder);
    bench.google.writeTokenRecords(bench.tokens);
    bench.google.writeTokenRecord(bench.tokens, world.contentOwners().get(0));
    for (int i = 0; i < 101; i++) {
      make(many.id(), "channel==" + many.id(), "G" + i, VIDEO, "v" + i, "w" + i);
    }
    make(few.id(), "channel==" + few.id(), "", VIDEO);
    make(few.id(), "channel==" + few.id(), "Lists, all", "youtube#playlist", "p1");
    make(refused.id(), "channel==" + refused.id(), "Not to be seen", VIDEO, "v");
    make("network", "contentOwner==network", "Ours", "youtube#channel", many.id(), few.id());
    bench.google.revoke(refused.id());
    groups.values().removeIf(row -> row.get("channel_id").equals(refused.id()));
    members.remove(refused.id());
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private void make(String account, String owner, String title, String type, String... items) {
    String id = bench.google.makeGroup(owner, title, type, items);
    groups.put(
        List.of(account, id).toString(),
        Map.of(
            "channel_id", account,
            "group_id", id,
            "title", title,
            "item_count", (long) items.length,
            "item_type", type));
    for (String item : items) {
      members
          .computeIfAbsent(account, any -> new ArrayList<>())
          .add(String.join(" ", id, type, item));
    }
  }

  private void delete(String account, String title) {
    String id =
        groups.values().stream()
            .filter(row -> row.get("channel_id").equals(account) && row.get("title").equals(title))
            .map(row -> String.valueOf(row.get("group_id")))
            .findFirst()
            .orElseThrow();
    bench.google.deleteGroup("channel==" + account, id);
    groups.remove(List.of(account, id).toString());
    members.getOrDefault(account, new ArrayList<>()).removeIf(line -> line.startsWith(id + " "));
  }

  private Map<String, Map<String, Object>> groupsOnDisk() throws Exception {
    Map<String, Map<String, Object>> table = bench.table(GROUPS);
    table.values().forEach(row -> assertThat(row.remove("published_at")).isNotNull());
    return table;
  }

  private Map<String, List<String>> membersOnDisk() throws Exception {
    Map<String, List<String>> table = new TreeMap<>();
    for (Map<String, Object> row : bench.table(ITEMS).values()) {
      table
          .computeIfAbsent(String.valueOf(row.get("channel_id")), any -> new ArrayList<>())
          .add(
              String.join(
                  " ",
                  String.valueOf(row.get("group_id")),
                  String.valueOf(row.get("resource_kind")),
                  String.valueOf(row.get("resource_id"))));
    }
    table.values().forEach(lines -> lines.sort(null));
    return table;
  }

  private void assertTablesAreTheTruth() throws Exception {
    members.values().forEach(lines -> lines.sort(null));
    members.values().removeIf(List::isEmpty);
    assertThat(groupsOnDisk()).isEqualTo(groups);
    assertThat(membersOnDisk()).isEqualTo(members);
  }

  private List<String> endings() throws Exception {
    return bench.outcomes().stream()
        .filter(outcome -> !outcome.report().equals("channel_daily"))
        .map(
            one ->
                String.join(
                    " ",
                    one.tokenRecord(),
                    one.report(),
                    one.status().name(),
                    one.rows() + "/" + one.requests()))
        .toList();
  }

  private int sent() {
    return bench.google.recordedCalls(Call.Kind.REPORT).size()
        + bench.google.recordedCalls(Call.Kind.GROUPS).size()
        + bench.google.recordedCalls(Call.Kind.GROUP_ITEMS).size();
  }

  @Test
  void run_severalAccounts_tablesEqualTheSimulatedDataAndEachAccountHasOneOutcomeATable()
      throws Exception {
    Workbench.Printed printed = bench.run(DATES, TABLES);

    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
    assertTablesAreTheTruth();
    assertThat(endings())
        .containsExactly(
            "a-many groups OK 101/4",
            "a-many group_items OK 202/105",
            "b-few groups OK 2/2",
            "b-few group_items OK 1/4",
            "c-none groups EMPTY 0/2",
            "c-none group_items EMPTY 0/2",
            "d-refused groups FAILED 0/0",
            "d-refused group_items FAILED 0/0",
            "network groups OK 1/1",
            "network group_items OK 2/2");
    assertThat(bench.outcomes().stream().mapToInt(Outcome::requests).sum()).isEqualTo(sent());
    assertThat(bench.outcomes().stream().map(Outcome::cause).filter(Objects::nonNull).toList())
        .containsExactly(Cause.TOKEN_REVOKED, Cause.TOKEN_REVOKED, Cause.TOKEN_REVOKED);
    assertThat(bench.files().keySet().stream().filter(file -> file.startsWith("group")).toList())
        .containsExactly(
            "group_items/" + many.id() + ".parquet",
            "group_items/" + few.id() + ".parquet",
            "group_items/network@network.parquet",
            "groups/" + many.id() + ".parquet",
            "groups/" + few.id() + ".parquet",
            "groups/network@network.parquet");
  }

  @Test
  void plan_ofGroups_printsTheCertainRequestsAndTheDaysQuotaAsMaximum() {
    String plan = Workbench.analytix("plan", "--tokenRecords=file:" + bench.tokens, TABLES).out();

    assertThat(plan).containsMatch("channel_daily +6\n");
    assertThat(plan).containsMatch("\ngroups +9 to 50,000\n");
    assertThat(plan).containsMatch("\ngroup_items +9 to 50,000\n");
    assertThat(plan).contains("The number of requests for groups is known after");
    assertThat(plan).contains("network for network");
  }

  @Test
  void run_nightAfterNight_deletesOnlyRowsOfDeletedGroups() throws Exception {
    bench.run(DATES, TABLES);
    Map<String, Long> before = bench.files();

    bench.run(DATES, TABLES);

    assertThat(bench.files()).isEqualTo(before);
    assertTablesAreTheTruth();

    delete(many.id(), "G100");
    delete(few.id(), "");
    Map<String, Map<String, Object>> kept = new TreeMap<>(groups);
    List<String> members = membersOnDisk().get(few.id());
    bench.run(DATES, TABLES);
    assertTablesAreTheTruth();

    // An account that has no groups any more keeps its rows.
    delete(few.id(), "Lists, all");
    bench.run(DATES, TABLES);

    assertThat(groupsOnDisk()).isEqualTo(kept);
    assertThat(membersOnDisk().get(few.id())).isEqualTo(members);
    assertThat(endings()).contains("b-few groups EMPTY 0/2");
  }

  @Test
  void run_intoBigQuery_keepsTheSameTables() throws Exception {
    try (FakeBigQuery bigQuery = new FakeBigQuery("ds", "EU")) {
      runInto(bigQuery);
      assertThat(stored(bigQuery)).containsExactlyElementsIn(memberLines());

      delete(many.id(), "G100");
      delete(few.id(), "");
      delete(few.id(), "Lists, all");
      List<String> kept =
          stored(bigQuery).stream().filter(line -> line.startsWith(few.id())).toList();
      runInto(bigQuery);
      assertThat(bigQuery.changed("merge_groups")).isEqualTo(List.of(0L, 0L, 1L));
      assertThat(bigQuery.changed("merge_group_items")).isEqualTo(List.of(0L, 0L, 2L));
      assertThat(stored(bigQuery))
          .containsExactlyElementsIn(Stream.concat(memberLines().stream(), kept.stream()).toList());
    }
  }

  private void runInto(FakeBigQuery bigQuery) {
    Workbench.Printed printed =
        Workbench.analytix(
            "run",
            "--tokenRecords=file:" + bench.tokens,
            "--clientSecrets=file:" + bench.client,
            "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
            "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
            "--queriesPerMinute=1000000",
            "--reports=groups,group_items",
            "--startDate=" + DATES.first(),
            "--endDate=" + DATES.last(),
            "--outputDataset=proj:ds",
            "--bigQueryEndpoint=" + bigQuery.endpoint());
    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
  }

  private List<String> memberLines() {
    return members.entrySet().stream()
        .flatMap(account -> account.getValue().stream().map(line -> account.getKey() + " " + line))
        .toList();
  }

  private static List<String> stored(FakeBigQuery bigQuery) {
    return bigQuery
        .query("SELECT channel_id, group_id, resource_kind, resource_id FROM ds.group_items")
        .stream()
        .map(row -> String.join(" ", row.values()))
        .toList();
  }

  @Test
  void run_transientFaults_areRetriedWithoutLosingRows() throws Exception {
    bench.google.faults().next(Call.Kind.GROUPS, 3, Fault.SERVICE_UNAVAILABLE);
    bench.google.faults().next(Call.Kind.GROUP_ITEMS, 3, Fault.SERVICE_UNAVAILABLE);

    bench.run(DATES, TABLES);

    assertTablesAreTheTruth();
    assertThat(bench.outcomes().stream().mapToInt(Outcome::retries).sum()).isEqualTo(6);
    assertThat(bench.outcomes().stream().mapToInt(Outcome::requests).sum()).isEqualTo(sent());
  }

  @Test
  void run_tokensOfAnotherChannel_storesNoneOfItsGroups() throws Exception {
    String pinned = many.id().substring(0, 23) + (many.id().endsWith("x") ? "y" : "x");
    bench.google.writeTokenRecord(bench.tokens, "e-wrong-pin", many, Optional.of(pinned));

    bench.run(DATES, "--reports=groups,group_items");

    assertTablesAreTheTruth();
    assertThat(
            bench.outcomes().stream()
                .filter(outcome -> outcome.tokenRecord().equals("e-wrong-pin"))
                .map(Outcome::cause)
                .toList())
        .containsExactly(Cause.IDENTITY_MISMATCH, Cause.IDENTITY_MISMATCH);
  }

  @Test
  void run_dayQuotaUsedUpDuringGroups_defersTheWholeAccount() throws Exception {
    bench.run(DATES, "--reports=group_items", "--channels=a-many", "--queriesPerDay=50");

    assertThat(endings()).containsExactly("a-many group_items DEFERRED 0/50");
    assertThat(bench.table(ITEMS)).isEmpty();
    assertThat(sent()).isEqualTo(50);
  }
}
