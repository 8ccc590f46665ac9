// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.SecretManagerEndpoint;
import io.analytix.beam.channel.SecretManagerTokenStore;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.parquet.OutputLock;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.ContentOwner;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedSecretManager;
import io.analytix.beam.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code analytix channels add}, {@code list} and {@code forget}, on both stores. */
final class ChannelsCommandsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-15T12:00:00Z"), ZoneOffset.UTC);
  private static final DateRange DATES = Workbench.dates("2026-02-16", "2026-02-22");
  private static final String PREFIX = "projects/demo/secrets/youtube-";

  @TempDir Path folder;
  private Workbench bench;
  private SimulatedSecretManager secrets;

  private enum Store {
    FILE,
    SECRET_MANAGER
  }

  @BeforeEach
  void start() throws IOException {
    bench =
        new Workbench(
            World.builder(5)
                .today(LocalDate.parse("2026-02-26"))
                .channel(SimulatedChannel.named("alpine-baker").build())
                .channel(SimulatedChannel.named("bike-workshop").build())
                .channel(
                    SimulatedChannel.named("early-bird")
                        .scopes(SimulatedChannel.ANALYTICS_SCOPE)
                        .build())
                .build(),
            folder);
    secrets = SimulatedSecretManager.start();
  }

  @AfterEach
  void stop() {
    secrets.close();
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void add_checkedWithGoogle_savesTheChannelIdAsNameAndPin(Store store) throws Exception {
    SimulatedChannel channel = bench.world.channel("alpine-baker");
    Path file = record(channel, "without-id", null);

    Workbench.Printed printed = add(store, file.toString(), "--clientSecrets=file:" + bench.client);

    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
    assertThat(printed.out()).contains("Added; Google accepts it.");
    assertThat(printed.out()).contains("record   " + channel.id() + " in ");
    assertThat(names(store)).containsExactly(channel.id());
    try (TokenStore opened = open(store)) {
      assertThat(opened.read(channel.id()).channelId()).isEqualTo(channel.id());
      assertThat(opened.read(channel.id()).channelTitle()).isEqualTo(channel.title());
    }
    assertThat(command(store, "list").out()).contains(channel.id() + "  " + channel.title() + "  ");
    assertSaysNoSecret(printed);
  }

  @ParameterizedTest
  @EnumSource
  void add_fromStandardInput_savesItUnchanged(Store store) throws Exception {
    SimulatedChannel channel = bench.world.channel("alpine-baker");
    String record = bench.google.tokenRecord(channel);

    Workbench.Printed printed = typed(record, "add", store, "--record=baker");

    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
    assertThat(printed.out()).contains("without a check; set --clientSecrets");
    try (TokenStore opened = open(store)) {
      assertThat(opened.read("baker").refreshToken().reveal())
          .isEqualTo(bench.google.refreshToken(channel.id()));
    }
    assertSaysNoSecret(printed);
  }

  @ParameterizedTest
  @EnumSource
  void add_existingName_isRejectedUnlessForced(Store store) throws Exception {
    Path first = record(bench.world.channel("alpine-baker"), "first", "alpine-baker");
    Path second = record(bench.world.channel("bike-workshop"), "second", "bike-workshop");
    add(store, first.toString(), "--record=one");

    Workbench.Printed refused = add(store, second.toString(), "--record=one");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().strip())
        .isEqualTo("analytix: there is a record 'one' already: replace it with --force");
    assertThat(channelOf(store, "one")).isEqualTo(bench.world.channel("alpine-baker").id());

    assertThat(add(store, second.toString(), "--record=one", "--force").exitCode()).isEqualTo(0);
    assertThat(channelOf(store, "one")).isEqualTo(bench.world.channel("bike-workshop").id());
  }

  @ParameterizedTest
  @EnumSource
  void add_nameThatNoRecordCanHave_isRefusedBeforeGoogleIsAsked(Store store) throws Exception {
    Path file = record(bench.world.channel("alpine-baker"), "first", "alpine-baker");

    for (String name : List.of("a/b", ".hidden", "n".repeat(300), "a\u001bb")) {
      Workbench.Printed printed =
          add(store, file.toString(), "--record=" + name, "--clientSecrets=file:" + bench.client);

      assertWithMessage(name).that(printed.exitCode()).isEqualTo(1);
      assertThat(printed.err()).contains("name");
      assertThat(printed.err()).doesNotContain("\u001b");
    }
    assertThat(bench.google.recordedCalls()).isEmpty();
    assertThat(names(store)).isEmpty();
  }

  @Test
  void add_recordThatGoogleRejects_savesNothing() throws Exception {
    SimulatedChannel channel = bench.world.channel("alpine-baker");
    Path foreign = record(channel, "foreign", "bike-workshop");
    Path revoked = record(bench.world.channel("bike-workshop"), "revoked", "bike-workshop");
    bench.google.revoke(bench.world.channel("bike-workshop").id());

    String client = "--clientSecrets=file:" + bench.client;
    Workbench.Printed mismatch = add(Store.FILE, foreign.toString(), client);
    Workbench.Printed gone = add(Store.FILE, revoked.toString(), client);

    assertThat(List.of(mismatch.exitCode(), gone.exitCode())).containsExactly(2, 2);
    assertThat(mismatch.err()).contains("IDENTITY_MISMATCH");
    assertThat(gone.err()).contains("TOKEN_REVOKED");
    assertThat(gone.err()).contains("Nothing was saved.");
    assertThat(names(Store.FILE)).isEmpty();
    assertSaysNoSecret(gone);
  }

  @Test
  void add_fileThatIsNotARecord_printsOneLineWithoutItsContent() throws Exception {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "1//planted",
                "is not valid JSON",
                "{\"access_token\": \"planted\"}",
                "has no refresh_token",
                "{\"refresh_token\": \"planted\", \"scope\": \"openid\"}",
                "the consent does not cover reports",
                "{\"refresh_token\": \"planted\"}",
                "--record is missing")
            .entrySet()) {
      Path file = Files.writeString(folder.resolve("wrong.json"), wrong.getKey());

      Workbench.Printed printed = add(Store.FILE, file.toString());

      assertThat(printed.exitCode()).isEqualTo(1);
      assertThat(printed.err()).contains(wrong.getValue());
      assertThat(printed.err().lines().toList()).hasSize(1);
      assertThat(printed.all()).doesNotContain("planted");
    }
    assertThat(add(Store.FILE, "no-such.json").err()).contains("there is no file 'no-such.json'");
    assertThat(names(Store.FILE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void list_goodAndBad_printsTheFactsOfEach(Store store) throws Exception {
    put(store, "alpine-baker", bench.google.tokenRecord(bench.world.channel("alpine-baker")));
    put(store, "broken", "{}");
    put(
        store,
        "ended",
        "{\"refresh_token\": \"planted\", \"obtained_at\": \"2026-03-01T00:00:00Z\","
            + " \"refresh_token_expires_in\": 604800}");
    put(
        store,
        "owner",
        "{\"refresh_token\": \"planted\", \"content_owner\": \"label\", \"channel_ids\": [\""
            + bench.world.channel("early-bird").id()
            + "\"]}");
    put(store, "profile", "{\"refresh_token\": \"planted\", \"scope\": \"openid\"}");

    Workbench.Printed printed = command(store, "list");
    Workbench.Printed asJson = command(store, "list", "--json");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.out()).contains("5 token records, 3 cannot be used.");
    List<String> records = new ArrayList<>();
    for (JsonNode record : new ObjectMapper().readTree(asJson.out())) {
      records.add(
          record.path("token_record").asText()
              + " "
              + record.path("channel_ids").size()
              + " "
              + record.path("usable")
              + " "
              + record.path("cause").asText());
    }
    assertThat(records)
        .containsExactly(
            "alpine-baker 1 true null",
            "broken 0 false RECORD_INVALID",
            "ended 0 false TOKEN_REVOKED",
            "owner 1 true null",
            "profile 0 false SCOPE_MISSING")
        .inOrder();
    assertThat(bench.google.recordedCalls()).isEmpty();
    assertThat(printed.all() + asJson.all()).doesNotContain("planted");
    assertSaysNoSecret(printed);
    assertSaysNoSecret(asJson);
  }

  @ParameterizedTest
  @EnumSource
  void forget_withRows_deletesTheRecordAndOnlyThisChannelsRows(Store store) throws Exception {
    putAll(store);
    run(store);
    SimulatedChannel gone = bench.world.channel("alpine-baker");
    int before = bench.table(Reports.find("channel_daily").orElseThrow()).size();

    Workbench.Printed printed =
        command(store, "forget", "alpine-baker", "--rows", "--output=" + bench.output, "--yes");

    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
    assertThat(names(store)).containsExactly("bike-workshop", "early-bird");
    assertThat(printed.out()).contains("Deleted record alpine-baker.");
    assertThat(printed.out()).contains(" rows of " + gone.id() + ".");
    assertThat(before).isEqualTo(3 * 7);
    for (String report : List.of("channel_daily", "top_videos_daily")) {
      assertThat(channels(report))
          .containsExactly(
              bench.world.channel("bike-workshop").id(), bench.world.channel("early-bird").id());
    }
    assertThat(bench.outcomes()).hasSize(3 + 3 * 7);

    Workbench.Printed again =
        command(store, "forget", gone.id(), "--rows", "--output=" + bench.output, "--yes");
    assertThat(again.exitCode()).isEqualTo(0);
    assertThat(again.out()).contains("Deleted 0 rows of " + gone.id() + ".");
  }

  @Test
  void forget_notConfirmed_deletesNothing() throws Exception {
    putAll(Store.FILE);

    Workbench.Printed no = typed("no\n", "forget", Store.FILE, "alpine-baker");
    Workbench.Printed nobody = typed("", "forget", Store.FILE, "alpine-baker");

    assertThat(List.of(no.exitCode(), nobody.exitCode())).containsExactly(1, 1);
    assertThat(no.err()).contains("To be deleted: record alpine-baker in file:");
    assertThat(nobody.err())
        .contains("not confirmed, nothing deleted; --yes skips the confirmation");
    assertThat(names(Store.FILE)).hasSize(3);

    assertThat(typed("yes\n", "forget", Store.FILE, "alpine-baker").exitCode()).isEqualTo(0);
    assertThat(names(Store.FILE)).containsExactly("bike-workshop", "early-bird");
  }

  @Test
  void forget_byChannelId_takesEveryRecordOfIt() throws Exception {
    putAll(Store.FILE);
    SimulatedChannel channel = bench.world.channel("alpine-baker");
    put(Store.FILE, "second", bench.google.tokenRecord(channel));

    assertThat(command(Store.FILE, "forget", channel.id(), "--yes").exitCode()).isEqualTo(0);

    assertThat(names(Store.FILE)).containsExactly("bike-workshop", "early-bird");
  }

  @Test
  void forget_whileARunWrites_deletesNothing() throws Exception {
    putAll(Store.FILE);
    Files.createDirectories(bench.output.resolve("channel_daily"));
    try (OutputLock lock = OutputLock.take(ParquetOutput.at(bench.output.toString()), "a run")) {
      Workbench.Printed printed =
          command(
              Store.FILE, "forget", "alpine-baker", "--rows", "--output=" + bench.output, "--yes");

      assertThat(printed.exitCode()).isEqualTo(1);
      assertThat(printed.err()).contains("a run");
      assertThat(lock).isNotNull();
    }
    assertThat(names(Store.FILE)).hasSize(3);
  }

  @Test
  void forget_oneChannelOfAContentOwner_isRejected() throws Exception {
    putAll(Store.FILE);
    String one = bench.world.channel("alpine-baker").id();
    String two = bench.world.channel("bike-workshop").id();
    put(
        Store.FILE,
        "owner",
        "{\"refresh_token\": \"planted\", \"content_owner\": \"label\", \"channel_ids\": [\""
            + one
            + "\", \""
            + two
            + "\"]}");

    Workbench.Printed printed = command(Store.FILE, "forget", one, "--yes");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("record 'owner' of " + one + " also has 1 other channel");
    assertThat(names(Store.FILE)).hasSize(4);
    assertThat(command(Store.FILE, "forget", "owner", "--yes").exitCode()).isEqualTo(0);
    assertThat(names(Store.FILE)).hasSize(3);
  }

  @Test
  void forget_wrongUsage_isOneLine() throws Exception {
    putAll(Store.FILE);

    assertThat(command(Store.FILE, "forget", "nobody", "--yes").err().strip())
        .isEqualTo("analytix: no token record has the name or channel id 'nobody'");
    assertThat(command(Store.FILE, "forget", "alpine-baker", "--rows", "--yes").err())
        .contains("--output is missing");
    assertThat(
            command(
                    Store.FILE,
                    "forget",
                    "alpine-baker",
                    "--rows",
                    "--output=" + folder.resolve("nothing"),
                    "--yes")
                .err())
        .contains("has no tables, so there are no rows to delete: check --output");
    assertThat(names(Store.FILE)).hasSize(3);
  }

  @Test
  void forget_contentOwnersRecord_deletesOnlyRowsOfTheContentOwner() throws Exception {
    SimulatedChannel shared = SimulatedChannel.named("shared").build();
    ContentOwner owner = new ContentOwner("label", List.of(shared.id()));
    try (Workbench other =
        new Workbench(
            World.builder(6)
                .today(LocalDate.parse("2026-02-26"))
                .channel(shared)
                .contentOwner("label", shared)
                .build(),
            folder.resolve("other"))) {
      other.google.writeTokenRecords(other.tokens);
      other.google.writeTokenRecord(other.tokens, owner);
      other.run(DATES, "--reports=channel_daily");
      Path month = other.output.resolve("channel_daily/year_month=2026-02");
      assertThat(Files.exists(month.resolve(shared.id() + "@label.parquet"))).isTrue();

      Workbench.Printed printed =
          Workbench.analytix(
              "channels",
              "forget",
              "label",
              "--tokenRecords=file:" + other.tokens,
              "--rows",
              "--output=" + other.output,
              "--yes");

      assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
      assertThat(Files.exists(month.resolve(shared.id() + "@label.parquet"))).isFalse();
      assertThat(Files.exists(month.resolve(shared.id() + ".parquet"))).isTrue();
    }
  }

  private void putAll(Store store) throws Exception {
    for (SimulatedChannel channel : bench.world.channels()) {
      put(store, channel.handle(), bench.google.tokenRecord(channel));
    }
  }

  private void put(Store store, String name, String record) throws IOException {
    if (store == Store.FILE) {
      Files.writeString(bench.tokens.resolve(name + ".json"), record);
    } else {
      secrets.put(PREFIX + name, record);
    }
  }

  private void run(Store store) {
    Workbench.Printed printed =
        bench.run(
            DATES,
            "--reports=channel_daily,top_videos_daily",
            place(store),
            "--secretManagerEndpoint=" + secrets.endpoint());
    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
  }

  private Set<String> channels(String report) throws Exception {
    Set<String> channels = new TreeSet<>();
    bench
        .table(Reports.find(report).orElseThrow())
        .values()
        .forEach(row -> channels.add(String.valueOf(row.get("channel_id"))));
    return channels;
  }

  private Path record(SimulatedChannel channel, String name, String pinnedTo) throws IOException {
    return bench.google.writeTokenRecord(
        folder.resolve("given"),
        name,
        channel,
        java.util.Optional.ofNullable(pinnedTo).map(handle -> bench.world.channel(handle).id()));
  }

  private TokenStore open(Store store) {
    return store == Store.FILE
        ? new FileTokenStore(bench.tokens)
        : SecretManagerTokenStore.in(PREFIX + "*", new SecretManagerEndpoint(secrets.endpoint()))
            .open();
  }

  private List<String> names(Store store) throws IOException {
    try (TokenStore opened = open(store)) {
      return opened.names();
    }
  }

  private String channelOf(Store store, String name) throws Exception {
    try (TokenStore opened = open(store)) {
      return opened.read(name).channelId();
    }
  }

  private String place(Store store) {
    return "--tokenRecords="
        + (store == Store.FILE ? "file:" + bench.tokens : "secretmanager:" + PREFIX + "*");
  }

  private Workbench.Printed add(Store store, String file, String... more) {
    List<String> arguments = new ArrayList<>(List.of(file));
    arguments.addAll(List.of(more));
    return command(store, "add", arguments.toArray(String[]::new));
  }

  private Workbench.Printed command(Store store, String verb, String... more) {
    return typed("", verb, store, more);
  }

  private Workbench.Printed typed(String input, String verb, Store store, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "channels",
                verb,
                place(store),
                "--secretManagerEndpoint=" + secrets.endpoint(),
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl()));
    arguments.addAll(List.of(more));
    return Workbench.analytix(
        CliEnvironment.withoutTerminal(CLOCK)
            .withInput(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
        arguments.toArray(String[]::new));
  }

  private void assertSaysNoSecret(Workbench.Printed printed) {
    for (String secret : bench.google.spelledSecrets()) {
      assertThat(printed.all()).doesNotContain(secret);
    }
  }
}
