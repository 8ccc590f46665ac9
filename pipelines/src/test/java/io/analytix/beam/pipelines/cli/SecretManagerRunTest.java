// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.cli.channels.AuthoriseRun;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SecretCall.Method;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedSecretManager;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with its accounts in Secret Manager: Google's client, a gRPC server, Parquet. */
final class SecretManagerRunTest {
  private static final DateRange DATES = Workbench.dates("2026-02-16", "2026-02-22");
  private static final String PREFIX = "projects/demo/secrets/youtube-";
  private static final String CLIENT = "projects/demo/secrets/oauth-client";
  private static final ReportDefinition DAILY = Reports.find("channel_daily").orElseThrow();
  private static final ReportDefinition MONEY = Reports.find("channel_revenue_daily").orElseThrow();

  @TempDir Path folder;
  private Workbench bench;
  private SimulatedSecretManager secrets;

  @BeforeEach
  void start() throws IOException {
    bench =
        new Workbench(
            World.builder(50).today(LocalDate.parse("2026-02-26")).channels(50).build(), folder);
    secrets = SimulatedSecretManager.start();
    secrets.putTokenRecords(bench.google, PREFIX);
    secrets.putClientSecrets(bench.google, CLIENT);
  }

  @AfterEach
  void stop() {
    secrets.close();
    bench.close();
  }

  @Test
  void run_someRevokedOneDenied_othersEqualTheSimulatedDataAndNoSecretIsPrinted() throws Exception {
    List<SimulatedChannel> channels = bench.world.channels();
    Set<String> revoked = Set.of(handle(3), handle(17), handle(41));
    String denied = handle(8);
    revoked.forEach(handle -> bench.google.revoke(bench.world.channel(handle).id()));
    secrets.deny(call -> call.secret().equals(PREFIX + denied));
    secrets.unavailable(call -> call.method() == Method.LIST_SECRETS, 1);
    secrets.unavailable(call -> call.method() == Method.ACCESS_VERSION, 3);
    secrets.corrupt(call -> call.method() == Method.ACCESS_VERSION, 2);
    secrets.pageSize(20);

    Workbench.Printed printed = run("--verbose=true");

    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(2);
    List<SimulatedChannel> good =
        channels.stream()
            .filter(one -> !revoked.contains(one.handle()) && !one.handle().equals(denied))
            .toList();
    assertThat(bench.table(DAILY)).isEqualTo(bench.truth(DAILY, good, DATES));
    assertThat(bench.table(MONEY)).isEqualTo(bench.truth(MONEY, good, DATES));
    Map<String, Cause> causes = new TreeMap<>();
    for (Outcome outcome : bench.outcomes()) {
      if (outcome.report().equals(DAILY.name())
          && outcome.status() == io.analytix.beam.outcome.Status.FAILED) {
        causes.put(outcome.tokenRecord(), outcome.cause());
      }
    }
    Map<String, Cause> expected =
        revoked.stream()
            .collect(
                Collectors.toMap(handle -> handle, handle -> Cause.TOKEN_REVOKED, (a, b) -> a));
    expected.put(denied, Cause.RECORD_INVALID);
    assertThat(causes).isEqualTo(expected);
    assertThat(bench.outcomes()).hasSize(2 * channels.size());
    assertThat(printed.all()).contains("grant roles/secretmanager.secretAccessor on it");
    assertSaysNoSecret(printed);
  }

  @Test
  void run_refreshTokenIsRenewed_theNextRunUsesTheNewVersion() throws Exception {
    SimulatedChannel channel = bench.world.channels().get(0);
    String secret = PREFIX + channel.handle();
    bench.google.rotateRefreshToken(channel.id());

    Workbench.Printed first = run("--channels=" + channel.handle());

    assertWithMessage(first.err()).that(first.exitCode()).isEqualTo(0);
    assertThat(secrets.states(secret)).containsExactly("ENABLED", "ENABLED");
    assertThat(secrets.content(secret, 2)).contains(bench.google.refreshToken(channel.id()));
    assertThat(secrets.content(secret, 2)).contains(channel.id());

    assertThat(run("--channels=" + channel.handle()).exitCode()).isEqualTo(0);
    assertThat(secrets.states(secret)).containsExactly("DISABLED", "ENABLED").inOrder();
    assertSaysNoSecret(first);
  }

  @Test
  void run_rotatedTokenCannotBeSaved_continuesAndPrintsTheRoleToGrant() throws Exception {
    SimulatedChannel channel = bench.world.channels().get(0);
    bench.google.rotateRefreshToken(channel.id());
    secrets.deny(call -> call.method() == Method.ADD_VERSION);

    Workbench.Printed printed = run("--channels=" + channel.handle());

    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
    assertThat(bench.table(DAILY)).isEqualTo(bench.truth(DAILY, List.of(channel), DATES));
    assertThat(bench.outcomes().stream().map(Outcome::message).toList().toString())
        .contains("grant roles/secretmanager.secretVersionManager on it");
    assertThat(secrets.states(PREFIX + channel.handle())).containsExactly("ENABLED");
    assertSaysNoSecret(printed);
  }

  @Test
  void authorise_newChannel_isSavedAsASecretAndCanBeChecked() throws Exception {
    SimulatedChannel channel = bench.world.channels().get(0);
    String records = "secretmanager:projects/demo/secrets/new-*;labels.app=analytix";
    String client = "secretmanager:" + CLIENT;
    String endpoint = "--secretManagerEndpoint=" + secrets.endpoint();

    AuthoriseRun run = AuthoriseRun.into(records, client, bench, endpoint);
    allow(run.consentPage(), channel.id());
    Workbench.Printed printed = run.ended();

    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
    String secret = "projects/demo/secrets/new-" + channel.id();
    assertThat(printed.out()).contains("record   " + channel.id() + " in " + records);
    assertThat(secrets.content(secret, 1)).contains(bench.google.refreshToken(channel.id()));
    assertThat(secrets.labels(secret)).containsExactly("app", "analytix");
    assertSaysNoSecret(printed);

    Workbench.Printed checked =
        Workbench.analytix(
            "channels",
            "check",
            "--tokenRecords=" + records,
            "--clientSecrets=" + client,
            endpoint,
            "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
            "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl());
    assertThat(checked.out()).contains("1 of 1 can be used.");
  }

  @Test
  void newRecords_policyForbidsAutomaticReplication_areSavedInTheNamedRegions() throws Exception {
    SimulatedChannel channel = bench.world.channels().get(0);
    secrets.fail(
        call -> call.method() == Method.CREATE_SECRET,
        Status.newBuilder()
            .setCode(Code.FAILED_PRECONDITION.getNumber())
            .setMessage("Constraint constraints/gcp.resourceLocations violated")
            .build(),
        2);
    String records = "secretmanager:projects/demo/secrets/new-*";
    String client = "secretmanager:" + CLIENT;
    String endpoint = "--secretManagerEndpoint=" + secrets.endpoint();

    AuthoriseRun run = AuthoriseRun.into(records, client, bench, endpoint);
    allow(run.consentPage(), channel.id());
    Workbench.Printed refused = run.ended();

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("policy constraints/gcp.resourceLocations does not allow");
    assertThat(refused.err()).contains("then run the same command again");
    assertSaysNoSecret(refused);

    Path file =
        Files.writeString(bench.folder.resolve("t.json"), bench.google.tokenRecord(channel));
    List<String> add =
        List.of("channels", "add", file.toString(), "--tokenRecords=" + records, endpoint);
    Workbench.Printed again = Workbench.analytix(add.toArray(String[]::new));

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err().lines().toList().get(0))
        .contains("add --secretLocations=REGION with a region that the policy allows");
    assertThat(again.err()).endsWith("Nothing was saved.\n");

    Workbench.Printed wrong = analytix(add, "--secretLocations=EU");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("--secretLocations has 'EU', but must be regions");
    assertThat(analytix(add, "--secretLocations=europe-west1").exitCode()).isEqualTo(0);
    String secret = "projects/demo/secrets/new-" + channel.id();
    assertThat(secrets.locations(secret)).containsExactly("europe-west1");
    assertThat(secrets.content(secret, 1)).contains(bench.google.refreshToken(channel.id()));
  }

  private static Workbench.Printed analytix(List<String> command, String more) {
    List<String> all = new ArrayList<>(command);
    all.add(more);
    return Workbench.analytix(all.toArray(String[]::new));
  }

  /** Says yes to everything, and goes where Google sends. */
  private static void allow(URI page, String account) throws Exception {
    HttpClient browser =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    StringBuilder form = new StringBuilder("decision=allow&account=" + account);
    for (String scope : List.of(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.YOUTUBE_SCOPE)) {
      form.append("&allow=").append(URLEncoder.encode(scope, StandardCharsets.UTF_8));
    }
    String to =
        browser
            .send(
                HttpRequest.newBuilder(page)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form.toString()))
                    .build(),
                BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    browser.send(HttpRequest.newBuilder(URI.create(to)).build(), BodyHandlers.discarding());
  }

  @Test
  void run_listingDenied_oneLineBeforeAnythingIsSentOrWritten() {
    secrets.deny(call -> call.method() == Method.LIST_SECRETS);

    Workbench.Printed printed = run();

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err().lines().toList())
        .containsExactly(
            "analytix: Secret Manager denied the request to list the secrets of projects/demo:"
                + " grant"
                + " secretmanager.secrets.list (in roles/secretmanager.viewer)");
    assertThat(Files.exists(bench.output)).isFalse();
    assertThat(bench.google.recordedCalls()).isEmpty();
  }

  @Test
  void run_endpointThatIsNotOfThisMachine_isRefusedBeforeASecretIsRead() {
    Workbench.Printed printed = run("--secretManagerEndpoint=secrets.example.com:443");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err().lines().toList()).hasSize(1);
    assertThat(printed.err())
        .contains("--secretManagerEndpoint is 'secrets.example.com:443', but must be host:port of");
    assertThat(secrets.calls()).isEmpty();
  }

  @Test
  void run_patternWithoutAStar_isRefusedWithTheForm() {
    Workbench.Printed printed = run("--tokenRecords=secretmanager:projects/demo/secrets/youtube");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("or secretmanager:projects/PROJECT/secrets/PREFIX*");
    assertThat(printed.err().lines().toList()).hasSize(1);
  }

  private String handle(int number) {
    return bench.world.channels().get(number).handle();
  }

  private Workbench.Printed run(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--tokenRecords=secretmanager:" + PREFIX + "*",
                "--clientSecrets=secretmanager:" + CLIENT,
                "--secretManagerEndpoint=" + secrets.endpoint(),
                "--reports=channel_daily,channel_revenue_daily"));
    all.addAll(List.of(more));
    return bench.run(DATES, all.toArray(String[]::new));
  }

  private void assertSaysNoSecret(Workbench.Printed printed) throws IOException {
    for (String secret : bench.google.spelledSecrets()) {
      assertThat(printed.all()).doesNotContain(secret);
    }
    if (!Files.exists(bench.output)) {
      return;
    }
    try (Stream<Path> files = Files.walk(bench.output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String secret : bench.google.spelledSecrets()) {
          assertWithMessage(file.toString()).that(content.contains(secret)).isFalse();
        }
      }
    }
  }
}
