// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.cli.GoldenFile;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.StepClock;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChannelsCheckCommandTest {
  private static final CliEnvironment SURROUNDINGS =
      CliEnvironment.withoutTerminal(
          Clock.fixed(Instant.parse("2026-03-15T12:00:00Z"), ZoneOffset.UTC));

  @TempDir Path folder;

  private Workbench bench;

  @BeforeEach
  void writeRecords() throws IOException {
    bench =
        new Workbench(
            World.builder(9)
                .channel(SimulatedChannel.named("alpine-baker").build())
                .channel(SimulatedChannel.named("bike-workshop").build())
                .channel(SimulatedChannel.named("city-piano").build())
                .channel(
                    SimulatedChannel.named("early-bird")
                        .scopes(SimulatedChannel.ANALYTICS_SCOPE)
                        .build())
                .contentOwner(
                    "network",
                    SimulatedChannel.named("linked").build(),
                    SimulatedChannel.named("lent").build())
                .build(),
            folder);
    bench.google.writeTokenRecords(bench.tokens);
    Files.delete(bench.tokens.resolve("linked.json"));
    Files.delete(bench.tokens.resolve("lent.json"));
    consented("alpine-baker", "\"obtained_at\": \"2025-11-01T00:00:00Z\"");
    consented(
        "bike-workshop",
        "\"obtained_at\": \"2026-03-11T00:00:00Z\", \"refresh_token_expires_in\": 604800");
    bench.google.revoke(bench.world.channel("city-piano").id());
    Files.writeString(bench.tokens.resolve("broken.json"), "{}");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void check_goodAndBadRecords_isAsApprovedAndExitsWithTwo() throws Exception {
    Workbench.Printed printed = check();

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).isEmpty();
    GoldenFile.assertApproved("channels-check", printed.out());
    assertThat(bench.google.recordedCalls(Call.Kind.REPORT)).isEmpty();
  }

  @Test
  void check_recordsOfOneChannel_namesTheOneThatARunUses() throws Exception {
    SimulatedChannel baker = bench.world.channel("alpine-baker");
    SimulatedChannel workshop = bench.world.channel("bike-workshop");
    for (String record : List.of("b-unpinned", "zebra")) {
      bench.google.writeTokenRecord(bench.tokens, record, baker, Optional.empty());
    }
    Files.delete(bench.tokens.resolve("bike-workshop.json"));
    for (String record : List.of("c-unpinned", "d-unpinned", "e-unpinned")) {
      bench.google.writeTokenRecord(bench.tokens, record, workshop, Optional.empty());
    }
    bench.google.writeTokenRecord(bench.tokens, "zoo", workshop);
    Set<String> usable = new TreeSet<>();
    for (JsonNode check : new ObjectMapper().readTree(check("--json").out())) {
      if (check.path("usable").asBoolean()) {
        usable.add(check.path("token_record").asText());
      }
    }

    bench.run(Workbench.dates("2026-01-30", "2026-02-02"), "--reports=channel_daily");

    Set<String> used = new TreeSet<>();
    for (Outcome outcome : bench.outcomes()) {
      if (outcome.cause() == null) {
        used.add(outcome.tokenRecord());
      }
    }
    assertThat(used).isEqualTo(usable);
    assertThat(usable).containsExactly("alpine-baker", "early-bird", "zoo");
  }

  @Test
  void check_contentOwnersChannels_printsOnceThatTheyAreNotConfirmed() throws Exception {
    bench.google.writeTokenRecord(bench.tokens, bench.world.contentOwners().get(0));

    String printed = check("--channels=network").out();

    assertThat(printed).contains("0 of 2 can be used; 2 could not be verified.");
    assertThat(printed.split("not confirmed", -1)).hasLength(2);
  }

  @Test
  void check_nameWithControlCharacters_isPrintedEscapedAndRejected() throws Exception {
    Files.copy(
        bench.tokens.resolve("alpine-baker.json"), bench.tokens.resolve("a\u001b[2Jb\nc.json"));

    for (Workbench.Printed printed :
        List.of(
            check("--json"),
            check(),
            Workbench.analytix("channels", "list", "--tokenRecords=file:" + bench.tokens),
            Workbench.analytix("plan", "--tokenRecords=file:" + bench.tokens))) {
      assertThat(printed.all()).doesNotContain("\u001b");
      assertThat(printed.all()).contains("a?[2Jb?c");
      assertThat(printed.all().replaceAll("\\s+", " "))
          .contains("the name of the token record has characters that cannot be printed");
    }
  }

  @Test
  void check_goodRecordsOnly_exitsWithZero() {
    Workbench.Printed printed = check("--channels=alpine-baker,early-bird");

    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(printed.out()).contains("1 of 2 can be used; 1 could not be verified.");
  }

  @Test
  void check_chosenReports_namesThoseWithoutTheirScopeAndExitsWithTwo() throws Exception {
    String good = "--channels=alpine-baker,early-bird";
    String[] needy = {good, "--reports=channel_daily,channel_revenue_daily,videos,video_daily"};

    Workbench.Printed printed = check(needy);

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.out().replaceAll("\\s+", " "))
        .contains(
            "The consent of 1 record lacks youtube.readonly: early-bird. A run cannot fill these"
                + " tables for it: videos, video_daily. The consent of 1 record lacks"
                + " yt-analytics-monetary.readonly: early-bird. A run cannot fill these tables for"
                + " it: channel_revenue_daily.");
    JsonNode json = new ObjectMapper().readTree(check(needy[0], needy[1], "--json").out());
    assertThat(json.get(0).path("uncovered_reports").toString()).isEqualTo("[]");
    assertThat(json.get(1).path("uncovered_reports").toString())
        .isEqualTo("[\"channel_revenue_daily\",\"videos\",\"video_daily\"]");
    assertThat(json.get(0).path("data_api").asBoolean()).isTrue();
    assertThat(json.get(1).path("data_api").asBoolean()).isFalse();
    Workbench.Printed covered = check(good, "--reports=geography_daily,audience_retention");
    assertThat(covered.exitCode()).isEqualTo(0);
    assertThat(covered.out()).doesNotContain("cannot fill");
  }

  @Test
  void check_asJson_printsTheSameFacts() throws Exception {
    Workbench.Printed printed = check("--json");

    List<String> records = new ArrayList<>();
    for (JsonNode check : new ObjectMapper().readTree(printed.out())) {
      records.add(
          check.path("token_record").asText()
              + " "
              + check.path("usable")
              + " "
              + check.path("money")
              + " "
              + check.path("cause").asText()
              + " "
              + check.path("consent_ends_at").asText());
    }
    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(records)
        .containsExactly(
            "alpine-baker true true null null",
            "bike-workshop true true null 2026-03-18T00:00:00Z",
            "broken false false RECORD_INVALID null",
            "city-piano false false TOKEN_REVOKED null",
            "early-bird true false null null")
        .inOrder();
  }

  @Test
  void check_anyForm_printsNoSecret() {
    String printed = check().all() + check("--json").all() + check("--verbose").all();

    for (String secret : bench.google.spelledSecrets()) {
      assertThat(printed).doesNotContain(secret);
    }
  }

  @Test
  void check_withoutClientSecrets_isWrongUsage() {
    Workbench.Printed printed =
        Workbench.analytix("channels", "check", "--tokenRecords=file:" + bench.tokens);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("--clientSecrets is missing");
  }

  @Test
  void check_recordsThatOthersMayRead_haveAWarning() throws Exception {
    for (String name : List.of("alpine-baker", "early-bird", "bike-workshop")) {
      Files.setPosixFilePermissions(
          bench.tokens.resolve(name + ".json"),
          PosixFilePermissions.fromString(name.equals("early-bird") ? "rw-------" : "rw-r--r--"));
    }

    Workbench.Printed printed = check("--channels=alpine-baker,early-bird");

    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(printed.out().replaceAll("\\s+", " "))
        .contains(
            "Other users of this machine may read the file of 1 record: alpine-baker. Set the"
                + " files' mode to 600 with chmod.");
    for (JsonNode check : new ObjectMapper().readTree(check("--json").out())) {
      if (List.of("alpine-baker", "early-bird").contains(check.path("token_record").asText())) {
        assertThat(check.path("readable_by_others").asBoolean())
            .isEqualTo(check.path("token_record").asText().equals("alpine-baker"));
      }
    }
  }

  @Test
  void check_moreConsentsOfOneAccountThanGoogleKeeps_isReported() throws Exception {
    String claims =
        Base64.getUrlEncoder()
            .encodeToString("{\"sub\":\"100000000000000000003\"}".getBytes(UTF_8));
    for (int number = 1; number <= 101; number++) {
      Files.writeString(
          bench.tokens.resolve("of-one-" + number + ".json"),
          "{\"refresh_token\":\"1//gone-" + number + "\",\"id_token\":\"e30." + claims + ".x\"}");
    }

    String printed = check().out().replaceAll("\\s+", " ");

    assertThat(printed)
        .contains("101 records are consents of one Google account. Google keeps 100 consents");
    assertThat(printed).doesNotContain("100000000000000000003");
    assertThat(printed).contains("Google keeps 100 per account and OAuth client, each further");
  }

  @Test
  void check_onATerminal_rewritesOneLineAndClearsIt() {
    CliEnvironment watched =
        new CliEnvironment(
            false, true, java.util.Map.of(), SURROUNDINGS.clock(), new StepClock(1_000_000_000L));

    Workbench.Printed printed = check(watched);

    assertThat(printed.err()).contains("\r5 of 5 checked");
    assertThat(printed.err()).endsWith("\r");
    assertThat(printed.err()).doesNotContain("\n");
  }

  private Workbench.Printed check(String... more) {
    return check(SURROUNDINGS, more);
  }

  private Workbench.Printed check(CliEnvironment environment, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "channels",
                "check",
                "--tokenRecords=file:" + bench.tokens,
                "--clientSecrets=file:" + bench.client,
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl()));
    arguments.addAll(List.of(more));
    return Workbench.analytix(environment, arguments.toArray(String[]::new));
  }

  private void consented(String record, String fields) throws IOException {
    Path file = bench.tokens.resolve(record + ".json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{" + fields + ","));
  }
}
