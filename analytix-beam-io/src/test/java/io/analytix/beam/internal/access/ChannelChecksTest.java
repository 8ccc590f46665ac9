// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChannelChecksTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(20));

  @TempDir Path folder;

  private final World world =
      World.builder(3)
          .channel(SimulatedChannel.named("alpine-baker").build())
          .channel(SimulatedChannel.named("bike-workshop").build())
          .channel(
              SimulatedChannel.named("no-money")
                  .scopes(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.YOUTUBE_SCOPE)
                  .build())
          .channel(
              SimulatedChannel.named("reports-only")
                  .scopes(SimulatedChannel.ANALYTICS_SCOPE)
                  .build())
          .channel(
              SimulatedChannel.named("no-reports").scopes(SimulatedChannel.YOUTUBE_SCOPE).build())
          .contentOwner("network", SimulatedChannel.named("linked").build())
          .build();
  private SimulatedGoogle google;
  private Path tokens;

  @BeforeEach
  void start() throws IOException {
    google = SimulatedGoogle.start(world);
    tokens = Files.createDirectories(folder.resolve("tokens"));
    google.writeClientSecrets(folder.resolve("client.json"));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void check_validRecords_haveChannelTitleAndMonetaryScope() throws Exception {
    write("alpine-baker", "no-money");

    List<ChannelCheck> checks = check();

    assertThat(checks.stream().map(ChannelChecksTest::told))
        .containsExactly(
            "alpine-baker " + id("alpine-baker") + " 'alpine baker' confirmed money",
            "no-money " + id("no-money") + " 'no money' confirmed")
        .inOrder();
    assertThat(google.recordedCalls(Call.Kind.REPORT)).isEmpty();
  }

  @Test
  void check_recordWithoutChannelId_isLookedUpOnce() throws Exception {
    google.writeTokenRecord(tokens, "looked-up", world.channel("bike-workshop"), Optional.empty());

    List<ChannelCheck> checks = check();

    assertThat(checks.stream().map(ChannelChecksTest::told))
        .containsExactly("looked-up " + id("bike-workshop") + " 'bike workshop' confirmed money");
    assertThat(google.recordedCalls(Call.Kind.CHANNELS)).hasSize(1);
    assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(1);
  }

  @Test
  void check_consentWithoutYoutubeScope_isUsableButNotConfirmed() throws Exception {
    write("reports-only");

    ChannelCheck check = check().get(0);

    assertThat(told(check)).isEqualTo("reports-only " + id("reports-only") + " 'null'");
    assertThat(check.remark()).contains("youtube.readonly");
    assertThat(google.recordedCalls(Call.Kind.CHANNELS)).isEmpty();
  }

  @Test
  void check_invalidRecords_haveTheCausesOfARun() throws Exception {
    write("alpine-baker", "bike-workshop", "no-reports");
    google.writeTokenRecord(tokens, "c-second", world.channel("alpine-baker"));
    google.writeTokenRecord(
        tokens, "d-wrong-pin", world.channel("no-money"), Optional.of(id("reports-only")));
    google.writeTokenRecord(tokens, "e-unknown", world.channel("reports-only"), Optional.empty());
    Files.writeString(tokens.resolve("f-broken.json"), "{\"refresh_token\": ");
    google.revoke(id("bike-workshop"));

    List<ChannelCheck> checks = check();

    assertThat(checks.stream().map(ChannelChecksTest::told))
        .containsExactly(
            "alpine-baker " + id("alpine-baker") + " 'alpine baker' confirmed money",
            "bike-workshop " + Cause.TOKEN_REVOKED,
            "c-second " + Cause.RECORD_INVALID,
            "d-wrong-pin " + Cause.IDENTITY_MISMATCH,
            "f-broken " + Cause.RECORD_INVALID,
            "no-reports " + Cause.SCOPE_MISSING,
            "e-unknown " + Cause.RECORD_INVALID)
        .inOrder();
    assertThat(checks.get(2).failure().message()).contains("'alpine-baker' is used");
    for (String secret : google.spelledSecrets()) {
      assertThat(checks.toString()).doesNotContain(secret);
    }
  }

  @Test
  void check_recordOfAContentOwner_isUsableButNotConfirmed() throws Exception {
    google.writeTokenRecord(tokens, world.contentOwners().get(0));

    ChannelCheck check = check().get(0);

    assertThat(check.isUsable()).isTrue();
    assertThat(check.confirmed()).isFalse();
    assertThat(check.remark()).contains("not confirmed");
    assertThat(check.remark()).contains("network");
  }

  @Test
  void check_secondRecordWhereTheFirstIsNotConfirmed_hasARemark() throws Exception {
    write("reports-only");
    google.writeTokenRecord(tokens, "z-second", world.channel("reports-only"));

    assertThat(check().get(1).failure().message())
        .contains("'reports-only' is used, unless Google refuses it");
  }

  @Test
  void check_transientFailures_areRetried() throws Exception {
    write("alpine-baker");
    google.faults().next(Call.Kind.TOKEN, 2, Fault.SERVICE_UNAVAILABLE);
    google.faults().next(Call.Kind.CHANNELS, 2, Fault.SERVICE_UNAVAILABLE);

    assertThat(check().get(0).confirmed()).isTrue();
  }

  @Test
  void check_networkUnavailable_reportsTheCause() throws Exception {
    write("alpine-baker");
    google.faults().next(Call.Kind.TOKEN, Faults.FOREVER, Fault.SERVICE_UNAVAILABLE);

    assertThat(told(check().get(0))).isEqualTo("alpine-baker " + Cause.BACKEND);
  }

  @Test
  void check_refusedClient_isNotRetried() throws Exception {
    write("alpine-baker", "bike-workshop", "no-money");
    Path client = folder.resolve("client.json");
    Files.writeString(client, Files.readString(client).replace("GOCSPX-", "GOCSPX-x"));

    List<ChannelCheck> checks = check(32);

    assertThat(checks.stream().map(check -> check.failure().cause()).distinct())
        .containsExactly(Cause.CLIENT_REJECTED);
    assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(1);
  }

  @Test
  void check_recordWithExpiryOfItsConsent_hasTheLifetime() throws Exception {
    Path record = google.writeTokenRecord(tokens, "alpine-baker", world.channel("alpine-baker"));
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst(
                "\\{",
                "{\"obtained_at\": \"2026-03-01T00:00:00Z\", \"refresh_token_expires_in\":"
                    + " 604800,"));

    ChannelCheck check = check().get(0);

    assertThat(check.obtainedAt()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(check.endsAt()).isEqualTo(Instant.parse("2026-03-08T00:00:00Z"));
  }

  @Test
  void check_manyRecords_notifiesOnceForEach() throws Exception {
    for (int i = 0; i < 40; i++) {
      google.writeTokenRecord(tokens, "record-" + i, world.channel("alpine-baker"));
    }
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    List<ChannelCheck> checks =
        checks(8).check(roster(), check -> heard.add(check.ref().tokenRecord()));

    assertThat(heard)
        .containsExactlyElementsIn(checks.stream().map(c -> c.ref().tokenRecord()).toList());
    assertThat(checks.stream().filter(ChannelCheck::isUsable)).hasSize(1);
    assertWithMessage("refreshes").that(google.recordedCalls(Call.Kind.TOKEN)).hasSize(40);
  }

  private void write(String... handles) throws IOException {
    for (String handle : handles) {
      google.writeTokenRecord(tokens, handle, world.channel(handle));
    }
  }

  private String id(String handle) {
    return world.channel(handle).id();
  }

  private static String told(ChannelCheck check) {
    if (!check.isUsable()) {
      return check.ref().tokenRecord() + " " + check.failure().cause();
    }
    return check.ref().tokenRecord()
        + " "
        + check.channelId()
        + " '"
        + check.title()
        + "'"
        + (check.confirmed() ? " confirmed" : "")
        + (check.coversMoney() ? " money" : "");
  }

  private List<ChannelRef> roster() throws IOException {
    List<ChannelRef> roster = new ArrayList<>();
    try (TokenStore store = new FileTokenStore(tokens)) {
      for (String name : store.names()) {
        roster.addAll(ChannelList.read(store, name));
      }
    }
    return ChannelList.order(roster);
  }

  private List<ChannelCheck> check() throws IOException {
    return check(4);
  }

  private List<ChannelCheck> check(int maxInFlight) throws IOException {
    return checks(maxInFlight).check(roster(), unused -> {});
  }

  private ChannelChecks checks(int maxInFlight) {
    return new ChannelChecks(
        FileTokenStore.in(tokens.toString()),
        ClientSecretsSource.file(folder.resolve("client.json").toString()),
        Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()),
        QUICK,
        maxInFlight,
        Clock.systemUTC());
  }
}
