// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.guide;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.SecretManagerEndpoint;
import io.analytix.beam.channel.SecretManagerTokenStore;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.BulkWorld;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.PrivacyStatus;
import io.analytix.beam.testing.SecretCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.SimulatedSecretManager;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/** The Java of the guide's page about testing, written as a stranger's test would be. */
final class TestingSnippets {
  private TestingSnippets() {}

  static void first(Path folder) throws IOException {
    // testing.md: first
    World world =
        World.builder(7)
            .today(LocalDate.of(2026, 11, 20))
            .channel(SimulatedChannel.named("alpine-baker").build())
            .build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      Path tokens = google.writeTokenRecords(folder.resolve("tokens"));
      Path client = google.writeClientSecrets(folder.resolve("client.json"));
      LocalDate first = LocalDate.of(2026, 11, 1);
      LocalDate last = LocalDate.of(2026, 11, 14);

      Pipeline pipeline = Pipeline.create();
      PCollection<Row> rows =
          pipeline
              .apply(
                  AnalytixIO.read()
                      .withTokenStore(FileTokenStore.in(tokens.toString()))
                      .withClientSecrets(ClientSecretsSource.file(client.toString()))
                      .withReports(Reports.find("channel_daily").orElseThrow())
                      .withDates(first, last)
                      .withEndpoints(
                          Endpoints.of(
                              google.apiRootUrl().toString(), google.dataApiRootUrl().toString())))
              .rows("channel_daily");

      String channelId = world.channel("alpine-baker").id();
      List<Map<String, Object>> truth =
          world.truth(channelId, List.of("day"), List.of("views"), first, last);
      PAssert.that(
              rows.apply(
                  MapElements.into(TypeDescriptors.longs()).via(row -> row.getInt64("views"))))
          .containsInAnyOrder(truth.stream().map(row -> (Long) row.get("views")).toList());
      pipeline.run().waitUntilFinish();
    }
    // testing.md: end
  }

  static World stage() {
    // testing.md: stage
    SimulatedChannel small =
        SimulatedChannel.named("quiet-potter")
            .monetised(false)
            .videoCount(3)
            .inactiveShare(0.8)
            .lateDays(3)
            .build();
    World world =
        World.builder(7)
            .today(LocalDate.of(2026, 11, 20))
            .channels(20)
            .channel(small)
            .contentOwner("network", SimulatedChannel.named("linked").build(), small)
            .build();
    world.setTotals(small.id(), LocalDate.of(2026, 11, 3), Map.of("views", 12L, "likes", 1L));
    world.suppressDay(small.id(), LocalDate.of(2026, 11, 4));
    world.restate(small.id(), LocalDate.of(2026, 11, 5));
    world.advanceTo(LocalDate.of(2026, 11, 21));
    // testing.md: end
    return world;
  }

  static void metadata(World world) {
    // testing.md: metadata
    String channelId = world.channel("alpine-baker").id();
    List<String> videos = world.channel("alpine-baker").videos();
    world
        .editVideo(channelId, videos.get(0))
        .title("Second attempt")
        .privacy(PrivacyStatus.UNLISTED);
    world.editVideo(channelId, videos.get(1)).delete();
    world.editVideo(channelId, videos.get(1)).restore().views(1_000).growingBy(50);
    String stream = world.publish(channelId, "Live", Instant.parse("2026-11-18T10:00:00Z"));
    world
        .editVideo(channelId, stream)
        .scheduleStream(Instant.parse("2026-11-19T18:00:00Z"))
        .startStream(Instant.parse("2026-11-19T18:00:07Z"))
        .endStream(Instant.parse("2026-11-19T19:10:00Z"), Duration.ofMinutes(68));
    String playlist =
        world.createPlaylist(channelId, "Best of", Instant.parse("2026-11-20T08:00:00Z"));
    world
        .editPlaylist(channelId, playlist)
        .add(channelId, stream, Instant.parse("2026-11-20T08:01:00Z"))
        .privacy(PrivacyStatus.PRIVATE);
    world.editChannel(channelId).title("Alpine bakery").subscribersHidden(true);
    Map<String, Object> newest = world.videoResources(channelId).get(0);
    assertThat(newest)
        .containsAtLeast(
            "snippet.title", "Live", "contentDetails.duration", Duration.ofMinutes(68));
    // testing.md: end
  }

  static void bulk(
      World world,
      MovableClock clock,
      String channelId,
      Function<URI, List<Map<String, Object>>> storedAfterRun) {
    // testing.md: bulk
    BulkWorld bulk = world.bulk().history(BulkHistory.EVENTFUL);
    Instant first = clock.instant();
    bulk.createJob(channelId, "channel_basic_a3", first);
    try (SimulatedGoogle google = SimulatedGoogle.start(world, clock)) {
      for (int night = 0; night < 10; night++) {
        clock.move(Duration.ofDays(1));
        assertThat(storedAfterRun.apply(google.reportingApiRootUrl()))
            .containsExactlyElementsIn(
                bulk.truth(channelId, "channel_basic_a3", first, clock.instant()));
      }
    }
    // testing.md: end
  }

  static void trouble(SimulatedGoogle google, SimulatedChannel channel) {
    // testing.md: trouble
    google
        .faults()
        .next(3, Fault.SERVICE_UNAVAILABLE)
        .next(Call.Kind.CHANNELS, 1, Fault.byId("quota-legacy"))
        .on(
            call -> channel.id().equals(call.channelId()) && call.kind() == Call.Kind.REPORT,
            Fault.INTERNAL_ERROR,
            Faults.FOREVER)
        .next(1, Fault.MINUTE_QUOTA.retryAfter(Duration.ofSeconds(2)))
        .randomly(7, 0.1, Fault.BACKEND_ERROR, Fault.CONNECTION_RESET, Fault.SILENCE)
        .randomly(Call.Kind.TOKEN, 7, 0.1, Fault.TOKEN_UNAVAILABLE);
    google.quota(600).userQuota(100, Duration.ofSeconds(100)).dailyQuota(10_000);
    google.dataApiQuota(500);
    google.accessTokenLifetime(Duration.ofMinutes(5));
    google.revoke(channel.id());
    // testing.md: end
  }

  static SimulatedGoogle withClock(World world, Clock clock) {
    // testing.md: clock
    SimulatedGoogle google = SimulatedGoogle.start(world, clock);
    // testing.md: end
    return google;
  }

  static AnalytixIO.Read inSecretManager(SimulatedGoogle google) throws IOException {
    // testing.md: secrets
    SimulatedSecretManager secrets = SimulatedSecretManager.start();
    secrets.putTokenRecords(google, "projects/demo/secrets/youtube-");
    secrets.putClientSecrets(google, "projects/demo/secrets/oauth-client");
    secrets.deny(call -> call.secret().endsWith("-quiet-potter"));
    secrets.unavailable(call -> call.method() == SecretCall.Method.LIST_SECRETS, 2);
    SecretManagerEndpoint endpoint = new SecretManagerEndpoint(secrets.endpoint());
    AnalytixIO.Read read =
        AnalytixIO.read()
            .withTokenStore(SecretManagerTokenStore.in("projects/demo/secrets/youtube-*", endpoint))
            .withClientSecrets(
                ClientSecretsSource.secret("projects/demo/secrets/oauth-client", endpoint));
    // testing.md: end
    secrets.close();
    return read;
  }

  static List<String> reportStatuses(SimulatedGoogle google) {
    // testing.md: asked
    List<String> reports =
        google.recordedCalls(Call.Kind.REPORT).stream()
            .map(one -> one.call().parameters().get("dimensions") + " " + one.status())
            .toList();
    // testing.md: end
    return reports;
  }
}
