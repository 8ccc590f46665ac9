// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.bigquery.DatasetRows;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SecretCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedSecretManager;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from Secret Manager to a queried table: twelve channels, of which four fail. */
final class BigQueryRunTest {
  private static final int CHANNELS = 12;
  private static final List<String> REPORTS =
      List.of("channel_daily", "channel_revenue_daily", "device_daily", "demographics_daily");
  private static final DateRange DATES = Workbench.dates("2026-03-01", "2026-03-04");
  private static final String SECRETS = "projects/demo/secrets/";

  private static final Pattern SECRET =
      Pattern.compile("\"(?:access_token|refresh_token|client_secret)\"\\s*:\\s*\"([^\"]+)\"");

  @TempDir Path folder;
  private Workbench workbench;
  private FakeBigQuery bigQuery;
  private SimulatedSecretManager secrets;

  @BeforeEach
  void start() throws IOException, SQLException {
    World.Builder world = World.builder(5).today(LocalDate.parse("2026-03-15"));
    for (int number = 0; number < CHANNELS; number++) {
      world.channel(
          SimulatedChannel.named("channel-" + number)
              .monetised(true)
              .inactiveShare(0)
              .dailyViews(50 + number)
              .videoCount(3)
              .build());
    }
    workbench = new Workbench(world.build(), folder);
    bigQuery = new FakeBigQuery("ds", "EU");
    secrets = SimulatedSecretManager.start();
    secrets.putTokenRecords(workbench.google, SECRETS + "youtube-");
    secrets.putClientSecrets(workbench.google, SECRETS + "client");
  }

  @AfterEach
  void stop() throws SQLException {
    secrets.close();
    bigQuery.close();
    workbench.close();
  }

  @Test
  void run_nightAfterNight_tablesEqualTheSimulatedData() {
    List<SimulatedChannel> all = List.copyOf(workbench.world.channels());
    List<SimulatedChannel> bad = all.subList(0, 4);
    bad.subList(0, 3).forEach(channel -> workbench.google.revoke(channel.id()));
    String denied = SECRETS + "youtube-" + bad.get(3).handle();
    secrets.deny(
        call -> call.method() == SecretCall.Method.ACCESS_VERSION && call.secret().equals(denied));

    Printed first = run();

    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(2);
    assertTables(all.subList(4, CHANNELS));
    assertThat(outcomes())
        .containsExactly("FAILED RECORD_INVALID 7", "FAILED TOKEN_REVOKED 21", "OK null 56");
    assertThat(first.out()).containsMatch("channel_daily +32 +0 +0 +0");
    assertThat(first.out()).contains("Output: proj:ds");

    Printed second = run();

    assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(2);
    assertThat(second.out()).containsMatch("Nothing changed: [0-9,]+ rows\\.");
    REPORTS.forEach(
        report -> assertThat(bigQuery.changed("merge_" + report)).isEqualTo(List.of(0L, 0L, 0L)));
    assertTables(all.subList(4, CHANNELS));

    // Figures of two channels move; one of them fails tonight, so its old rows stay.
    SimulatedChannel restated = all.get(6);
    SimulatedChannel broken = all.get(7);
    Map<String, Map<String, Object>> before = truth(report("channel_daily"), List.of(broken));
    for (SimulatedChannel channel : List.of(restated, broken)) {
      workbench.world.setTotals(channel.id(), DATES.first(), Map.of("views", 777L));
    }
    workbench
        .google
        .faults()
        .on(
            call -> call.kind() == Call.Kind.REPORT && broken.id().equals(call.channelId()),
            Fault.FORBIDDEN,
            Integer.MAX_VALUE);

    Printed third = run();

    assertWithMessage(third.all()).that(third.exitCode()).isEqualTo(2);
    assertThat(bigQuery.changed("merge_channel_daily")).isEqualTo(List.of(0L, 1L, 0L));
    Map<String, Map<String, Object>> stored = DatasetRows.of(bigQuery, report("channel_daily"));
    assertThat(stored).containsAtLeastEntriesIn(truth(report("channel_daily"), List.of(restated)));
    assertThat(stored).containsAtLeastEntriesIn(before);
    assertThat(stored).hasSize(8 * 4);
    assertNoSecrets(List.of(first, second, third));
  }

  private void assertTables(List<SimulatedChannel> channels) {
    for (String report : REPORTS) {
      assertWithMessage(report)
          .that(DatasetRows.of(bigQuery, report(report)))
          .isEqualTo(truth(report(report), channels));
    }
  }

  /** What is secret must be in nothing that was sent, printed or left. */
  private void assertNoSecrets(List<Printed> printed) {
    List<String> said = new ArrayList<>(bigQuery.bodies());
    printed.forEach(run -> said.add(run.all()));
    List<String> secret = new ArrayList<>();
    Stream.concat(
            workbench.world.channels().stream().map(channel -> "youtube-" + channel.handle()),
            Stream.of("client"))
        .map(name -> secrets.content(SECRETS + name, 1))
        .flatMap(content -> SECRET.matcher(content).results())
        .forEach(found -> secret.add(found.group(1)));
    assertThat(secret.size()).isGreaterThan(CHANNELS);
    for (String word : secret) {
      assertThat(said.stream().filter(text -> text.contains(word)).findFirst())
          .isEqualTo(Optional.empty());
    }
  }

  private Printed run() {
    return Workbench.analytix(
        "run",
        "--tokenRecords=secretmanager:" + SECRETS + "youtube-*",
        "--clientSecrets=secretmanager:" + SECRETS + "client",
        "--secretManagerEndpoint=" + secrets.endpoint(),
        "--youtubeAnalyticsEndpoint=" + workbench.google.apiRootUrl(),
        "--youtubeDataEndpoint=" + workbench.google.dataApiRootUrl(),
        "--queriesPerMinute=1000000",
        "--reports=" + String.join(",", REPORTS),
        "--startDate=" + DATES.first(),
        "--endDate=" + DATES.last(),
        "--outputDataset=proj:ds",
        "--bigQueryEndpoint=" + bigQuery.endpoint());
  }

  private List<String> outcomes() {
    return bigQuery
        .query(
            "SELECT REPLACE(status, 'EMPTY', 'OK'), cause, COUNT(*) FROM ds.analytix_outcomes"
                + " GROUP BY 1, 2")
        .stream()
        .map(row -> String.join(" ", row.values().stream().map(String::valueOf).toList()))
        .toList();
  }

  private Map<String, Map<String, Object>> truth(
      ReportDefinition report, List<SimulatedChannel> channels) {
    Map<String, Map<String, Object>> texts = new TreeMap<>();
    workbench
        .truth(report, channels, DATES)
        .forEach((key, row) -> texts.put(key, DatasetRows.texts(row)));
    return texts;
  }

  private static ReportDefinition report(String name) {
    return Reports.find(name).orElseThrow();
  }
}
