// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.EmptyRows;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunCommandTest {
  private static final DateRange DATES = Workbench.dates("2026-02-20", "2026-03-04");
  private static final LocalDate TODAY = LocalDate.parse("2026-03-05");

  private static final String RETENTION = "audience_retention";

  private static final String OF_EACH_KIND =
      "--reports=" + String.join(",", Workbench.OF_EACH_KIND);

  @TempDir Path folder;

  /** A response without rows has none of them in one of three ways. */
  @ParameterizedTest
  @CsvSource({"2,EMPTY_LIST", "3,NULL"})
  void run_oftenSilentChannel_everyCellEqualsTheSimulatedData(long seed, EmptyRows emptyRows)
      throws Exception {
    World world =
        World.builder(seed)
            .today(TODAY)
            .channel(SimulatedChannel.named("often-silent").inactiveShare(0.6).build())
            .build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      bench.google.emptyRows(emptyRows);

      Workbench.Printed printed = bench.run(DATES);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertTablesAreTheTruth(bench, world.channels());
      assertThat(bench.outcomes().stream().map(Outcome::status).collect(Collectors.toSet()))
          .containsAtLeast(Status.OK, Status.EMPTY);
    }
  }

  @Test
  void run_unusualChannels_everyCellEqualsTheSimulatedData() throws Exception {
    World world =
        World.builder(1)
            .today(TODAY)
            .channel(SimulatedChannel.named("odd-names").oddNames(true).videoCount(40).build())
            .channel(SimulatedChannel.named("huge-minutes").hugeMinutes(true).build())
            .channel(SimulatedChannel.named("many-videos").videoCount(240).dailyViews(9000).build())
            .channel(SimulatedChannel.named("often-silent").inactiveShare(0.6).build())
            .channel(SimulatedChannel.named("late-bird").lateDays(6).lateMoneyDays(2).build())
            .build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      bench.google.emptyRows(EmptyRows.OMITTED);

      Workbench.Printed printed = bench.run(DATES);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertTablesAreTheTruth(bench, world.channels());
      assertThat(
              bench.google.recordedCalls(Call.Kind.REPORT).size()
                  + bench.google.recordedCalls(Call.Kind.GROUPS).size())
          .isEqualTo(bench.outcomes().stream().mapToInt(Outcome::requests).sum());
      assertThat(bench.google.recordedCalls(Call.Kind.TOKEN)).hasSize(world.channels().size());
      assertThat(bench.outcomes().stream().filter(one -> !isRetention(one)))
          .hasSize(5 * (15 + 5 * 13));
      assertThat(bench.outcomes().stream().map(Outcome::status).collect(Collectors.toSet()))
          .containsAtLeast(Status.OK, Status.EMPTY, Status.TRUNCATED);
    }
  }

  @Test
  void run_recordsWithTitles_printsThemBesideTheNames() throws Exception {
    World world = World.builder(6).today(TODAY).channels(2).build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      String revoked = world.channels().get(0).handle();
      String answered = world.channels().get(1).handle();
      FileTokenStore store = new FileTokenStore(bench.tokens);
      store.save(revoked, store.read(revoked).withChannelTitle("Brot & Söhne"));
      bench.google.revoke(world.channels().get(0).id());

      Workbench.Printed printed = bench.run(DATES, "--reports=channel_daily");

      String named = revoked + " (Brot & Söhne)";
      assertThat(printed.err()).contains(" of 2 channels: ");
      assertThat(printed.err()).contains(named);
      assertThat(printed.out()).contains("FAILED TOKEN_REVOKED " + named + ": 1 request of ");
      assertThat(printed.out()).containsMatch("\n  2026-[0-9-]+  " + answered + "\n");
      String page =
          printed.out().lines().filter(line -> line.startsWith("Page: ")).findFirst().get();
      assertThat(Files.readString(Path.of(page.substring("Page: ".length()))))
          .contains("<li>" + revoked + " (Brot &amp; Söhne)</li>");
    }
  }

  @Test
  void plan_sameOptions_printsEveryRequestOfTheRun() throws Exception {
    // Which videos have the most views is known during the run.
    String reports =
        Reports.names().stream()
            .filter(name -> !name.equals(RETENTION))
            .collect(Collectors.joining(","));
    World world = World.builder(6).today(TODAY).channels(2).build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed plan =
          Workbench.analytix(
              "plan",
              "--json",
              "--listVideos",
              "--tokenRecords=file:" + bench.tokens,
              "--clientSecrets=file:" + bench.client,
              "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
              "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
              "--reports=" + reports,
              "--startDate=" + DATES.first(),
              "--endDate=" + DATES.last());
      assertWithMessage(plan.err()).that(plan.exitCode()).isEqualTo(0);
      assertThat(bench.google.recordedCalls(Call.Kind.REPORT)).isEmpty();
      int listed = bench.google.recordedCalls(Call.Kind.PLAYLIST_ITEMS).size();
      assertThat(bench.run(DATES, "--reports=" + reports).exitCode()).isEqualTo(0);
      assertThat(
              bench.google.recordedCalls(Call.Kind.PLAYLIST_ITEMS).stream()
                  .filter(one -> one.call().parameters().get("playlistId").startsWith("UU")))
          .hasSize(2 * listed);

      List<Map<String, String>> planned = new ArrayList<>();
      for (JsonNode request : new ObjectMapper().readTree(plan.out()).path("requests")) {
        Map<String, String> query = new TreeMap<>();
        request
            .path("query")
            .properties()
            .forEach(e -> query.put(e.getKey(), e.getValue().asText()));
        planned.add(query);
      }
      assertThat(
              Stream.of(Call.Kind.REPORT, Call.Kind.GROUPS)
                  .flatMap(kind -> bench.google.recordedCalls(kind).stream())
                  .map(requested -> requested.call().parameters())
                  .toList())
          .containsExactlyElementsIn(planned);
      assertThat(planned).hasSize(bench.outcomes().stream().mapToInt(Outcome::requests).sum());
    }
  }

  /** The refused records come first by name: none of them is a doubt about the OAuth client. */
  @Test
  void run_recordsThatTheTokenEndpointRefuses_failAloneAndOthersGoOn() throws Exception {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("a-foreign", "unauthorized_client");
    refused.put("b-foreign", "unauthorized_client");
    refused.put("c-foreign", "unauthorized_client");
    refused.put("d-policy", "admin_policy_enforced");
    refused.put("e-internal", "org_internal");
    refused.put("f-new", "something_new");
    refused.put("g-request", "invalid_request");
    World.Builder world = World.builder(6).today(TODAY);
    refused.keySet().forEach(name -> world.channel(SimulatedChannel.named(name).build()));
    world.channel(SimulatedChannel.named("z-good").build());
    try (Workbench bench = new Workbench(world.build(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      refused.forEach(
          (name, code) ->
              bench
                  .google
                  .faults()
                  .on(
                      call ->
                          call.kind() == Call.Kind.TOKEN
                              && bench.world.channel(name).id().equals(call.channelId()),
                      Fault.tokenError(401, code),
                      Faults.FOREVER));

      Workbench.Printed printed = bench.run(DATES, "--reports=channel_daily");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      assertThat(
              bench.outcomes().stream()
                  .map(o -> o.tokenRecord() + " " + o.status() + " " + o.cause())
                  .toList())
          .containsExactly(
              "a-foreign FAILED TOKEN_REVOKED",
              "b-foreign FAILED TOKEN_REVOKED",
              "c-foreign FAILED TOKEN_REVOKED",
              "d-policy FAILED FORBIDDEN",
              "e-internal FAILED FORBIDDEN",
              "f-new FAILED FORBIDDEN",
              "g-request FAILED RECORD_INVALID",
              "z-good OK null");
      assertThat(bench.google.recordedCalls(Call.Kind.TOKEN)).hasSize(refused.size() + 1);
      for (Outcome outcome : bench.outcomes()) {
        assertThat(String.valueOf(outcome.message()))
            .contains(refused.getOrDefault(outcome.tokenRecord(), "null"));
        assertThat(outcome.retryable()).isFalse();
      }
    }
  }

  @Test
  void run_again_changesNoFileAndPrintsNothingChanged() throws Exception {
    World world = World.builder(5).today(TODAY).channels(3).build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      assertThat(bench.run(DATES, OF_EACH_KIND).exitCode()).isEqualTo(0);
      Map<String, Long> first = bench.files();

      Workbench.Printed again = bench.run(DATES, OF_EACH_KIND);

      assertThat(again.exitCode()).isEqualTo(0);
      assertThat(bench.files()).isEqualTo(first);
      assertThat(again.out()).contains("Nothing changed: ");
    }
  }

  @Test
  void run_afterRestatedData_tableHasTheLatestResponseWithRows() throws Exception {
    World world =
        World.builder(8)
            .today(TODAY)
            .channel(SimulatedChannel.named("moving").lateDays(4).inactiveShare(0).build())
            .channel(SimulatedChannel.named("standing").inactiveShare(0).build())
            .build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      String reports = "--reports=channel_daily,geography_daily";
      assertThat(bench.run(DATES, reports).exitCode()).isEqualTo(0);
      String moving = world.channel("moving").id();
      LocalDate silenced = LocalDate.parse("2026-02-24");
      ReportDefinition geography = Reports.find("geography_daily").orElseThrow();
      Map<String, Map<String, Object>> before = bench.table(geography);

      world.restate(moving, LocalDate.parse("2026-02-22"));
      world.suppressDay(moving, silenced);
      world.releaseLateDays(moving);
      Workbench.Printed printed = bench.run(DATES, reports);

      assertThat(printed.exitCode()).isEqualTo(0);
      // By day, a silent day between two others is answered: its row is gone, as in the world.
      ReportDefinition byDay = Reports.find("channel_daily").orElseThrow();
      assertThat(bench.table(byDay)).isEqualTo(bench.truth(byDay, world.channels(), DATES));
      // Day by day, its empty answer deletes nothing: the old rows of that day stay.
      Map<String, Map<String, Object>> expected =
          new TreeMap<>(bench.truth(geography, world.channels(), DATES));
      before.forEach(
          (key, row) -> {
            if (row.get("channel_id").equals(moving) && row.get("day").equals(silenced)) {
              expected.put(key, row);
            }
          });
      assertThat(expected.size())
          .isGreaterThan(bench.truth(geography, world.channels(), DATES).size());
      assertThat(bench.table(geography)).isEqualTo(expected);
      assertThat(printed.out()).contains("unconfirmed");
    }
  }

  @Test
  void run_withFailingChannels_othersAreUnaffectedAndEachHasItsCause() throws Exception {
    World world =
        World.builder(13)
            .today(TODAY)
            .channel(SimulatedChannel.named("a-good-one").build())
            .channel(SimulatedChannel.named("b-another").videoCount(230).build())
            .channel(SimulatedChannel.named("c-revoked").build())
            .channel(SimulatedChannel.named("d-no-money").monetised(false).build())
            .channel(SimulatedChannel.named("e-empty").inactiveShare(1).build())
            .channel(SimulatedChannel.named("f-wrong-pin").build())
            .channel(
                SimulatedChannel.named("g-no-scope").scopes(SimulatedChannel.YOUTUBE_SCOPE).build())
            .channel(SimulatedChannel.named("h-looked-up").build())
            .build();
    List<SimulatedChannel> good =
        List.of(
            world.channel("a-good-one"), world.channel("b-another"), world.channel("h-looked-up"));
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      bench.google.writeTokenRecord(
          bench.tokens,
          "f-wrong-pin",
          world.channel("f-wrong-pin"),
          Optional.of(world.channel("e-empty").id().replace("UC", "UC").substring(0, 23) + "x"));
      bench.google.writeTokenRecord(
          bench.tokens, "h-looked-up", world.channel("h-looked-up"), Optional.empty());
      bench.google.writeTokenRecord(bench.tokens, "z-second", world.channel("a-good-one"));
      Files.writeString(bench.tokens.resolve("i-broken.json"), "{\"refresh_token\": ");
      bench.google.revoke(world.channel("c-revoked").id());

      Workbench.Printed printed = bench.run(DATES);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      for (ReportDefinition report : Reports.builtInReports()) {
        Map<String, Map<String, Object>> expected = new TreeMap<>(bench.truth(report, good, DATES));
        if (!report.monetary()) {
          expected.putAll(bench.truth(report, List.of(world.channel("d-no-money")), DATES));
        }
        if (report.source().isSnapshot()) {
          // A channel without a view has videos all the same.
          expected.putAll(bench.truth(report, List.of(world.channel("e-empty")), DATES));
        }
        assertWithMessage(report.name()).that(bench.table(report)).isEqualTo(expected);
      }
      List<Outcome> outcomes = bench.outcomes();
      assertThat(outcomes.stream().filter(one -> !isRetention(one))).hasSize(10 * (15 + 5 * 13));
      assertThat(causes(outcomes))
          .containsExactly(
              "c-revoked", Set.of(Cause.TOKEN_REVOKED),
              "d-no-money", Set.of(Cause.FORBIDDEN),
              "f-wrong-pin", Set.of(Cause.IDENTITY_MISMATCH),
              "g-no-scope", Set.of(Cause.SCOPE_MISSING),
              "i-broken", Set.of(Cause.RECORD_INVALID),
              "z-second", Set.of(Cause.RECORD_INVALID));
      assertThat(
              ofRecord(outcomes, "e-empty")
                  .filter(
                      outcome ->
                          !Reports.find(outcome.report()).orElseThrow().source().usesDataApi())
                  .map(Outcome::status)
                  .collect(Collectors.toSet()))
          .containsExactly(Status.EMPTY);
      assertThat(ofRecord(outcomes, "z-second").map(Outcome::message).distinct().toList())
          .containsExactly(
              "a second token record of channel "
                  + world.channel("a-good-one").id()
                  + ": 'a-good-one' is used");
      outcomes.stream()
          .filter(outcome -> outcome.cause() != null)
          .forEach(
              outcome -> {
                assertThat(outcome.remedy()).isNotEmpty();
                assertThat(printed.out()).contains(outcome.remedy());
              });
      assertNoSecretIn(bench, printed);
    }
  }

  @Test
  void run_recordsOfAnotherRecordsChannel_doNotAffectIt() throws Exception {
    World world =
        World.builder(17)
            .today(TODAY)
            .channel(SimulatedChannel.named("a-wrong-pin").build())
            .channel(SimulatedChannel.named("b-pinned").build())
            .channel(SimulatedChannel.named("d-own").build())
            .channel(SimulatedChannel.named("e-wrong-pin").build())
            .channel(SimulatedChannel.named("f-looked-up").build())
            .build();
    List<SimulatedChannel> good =
        List.of(world.channel("b-pinned"), world.channel("d-own"), world.channel("f-looked-up"));
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      pin(bench, "a-wrong-pin", Optional.of(world.channel("b-pinned").id()));
      pin(bench, "e-wrong-pin", Optional.of(world.channel("f-looked-up").id()));
      pin(bench, "f-looked-up", Optional.empty());
      Files.writeString(
          bench.tokens.resolve("c-dead.json"),
          "{\"refresh_token\": \"1//dead\", \"channel_id\": \""
              + world.channel("d-own").id()
              + "\"}");

      Workbench.Printed printed =
          bench.run(DATES, "--reports=channel_daily,geography_daily,videos");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      for (String name : List.of("channel_daily", "geography_daily", "videos")) {
        ReportDefinition report = Reports.find(name).orElseThrow();
        assertWithMessage(name)
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, good, DATES));
      }
      assertThat(causes(bench.outcomes()))
          .containsExactly(
              "a-wrong-pin", Set.of(Cause.IDENTITY_MISMATCH),
              "c-dead", Set.of(Cause.TOKEN_REVOKED),
              "e-wrong-pin", Set.of(Cause.IDENTITY_MISMATCH));
    }
  }

  @Test
  void run_consentWithoutRevenue_failsOnlyTheRevenueReportsWithoutARequest() throws Exception {
    String[] scopes = {SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.YOUTUBE_SCOPE};
    World world =
        World.builder(19)
            .today(TODAY)
            .channel(SimulatedChannel.named("one").scopes(scopes).build())
            .channel(SimulatedChannel.named("other").scopes(scopes).build())
            .build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed = bench.run(DATES);

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      ReportDefinition daily = Reports.find("channel_daily").orElseThrow();
      assertThat(bench.table(daily)).isEqualTo(bench.truth(daily, world.channels(), DATES));
      assertThat(
              bench.outcomes().stream()
                  .filter(outcome -> outcome.cause() != null)
                  .map(outcome -> outcome.report() + " " + outcome.cause())
                  .distinct()
                  .toList())
          .containsExactly(
              "ad_performance_daily SCOPE_MISSING", "channel_revenue_daily SCOPE_MISSING");
      assertThat(
              bench.google.recordedCalls(Call.Kind.REPORT).stream()
                  .map(one -> one.call().parameters().get("metrics"))
                  .filter(metrics -> metrics.contains("cpm")))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"none,2", "any,1", "49.9,1", "50%,2"})
  void run_halfOfTheRequestsFail_failOnDecidesTheExitCode(String limit, int exitCode)
      throws Exception {
    World world = World.builder(23).today(TODAY).channels(2).build();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      Files.writeString(bench.tokens.resolve("broken.json"), "{");

      Workbench.Printed printed =
          bench.run(
              DATES,
              "--channels=" + world.channels().get(0).handle() + ",broken",
              "--failOn=" + limit,
              "--reports=channel_daily,videos");

      assertThat(printed.exitCode()).isEqualTo(exitCode);
      assertThat(printed.out()).contains("REPORT");
      assertThat(printed.err().contains("more than --failOn=" + limit)).isEqualTo(exitCode == 1);
    }
  }

  /** How many there are depends on the videos that have views. */
  private static boolean isRetention(Outcome outcome) {
    return outcome.report().equals(RETENTION);
  }

  private static void pin(Workbench bench, String record, Optional<String> channelId)
      throws Exception {
    bench.google.writeTokenRecord(bench.tokens, record, bench.world.channel(record), channelId);
  }

  private static Map<String, Set<Cause>> causes(Collection<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.cause() != null)
        .collect(
            Collectors.groupingBy(
                Outcome::tokenRecord,
                TreeMap::new,
                Collectors.mapping(Outcome::cause, Collectors.toSet())));
  }

  private static Stream<Outcome> ofRecord(Collection<Outcome> outcomes, String record) {
    return outcomes.stream().filter(outcome -> outcome.tokenRecord().equals(record));
  }

  private static void assertTablesAreTheTruth(
      Workbench bench, Collection<SimulatedChannel> channels) throws Exception {
    for (ReportDefinition report : Reports.builtInReports()) {
      assertWithMessage(report.name())
          .that(bench.table(report))
          .isEqualTo(bench.truth(report, channels, DATES));
    }
  }

  private static void assertNoSecretIn(Workbench bench, Workbench.Printed printed)
      throws Exception {
    assertThat(bench.google.spelledSecrets()).isNotEmpty();
    try (Stream<Path> files = Files.walk(bench.output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        bench.google.spelledSecrets().forEach(secret -> assertThat(content).doesNotContain(secret));
      }
    }
    bench
        .google
        .spelledSecrets()
        .forEach(secret -> assertThat(printed.all()).doesNotContain(secret));
  }
}
