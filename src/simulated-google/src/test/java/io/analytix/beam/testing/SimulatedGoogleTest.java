// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.oauth.OAuthClient;
import io.analytix.beam.testing.server.Json;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedGoogleTest {
  private static final Instant NOON = Instant.parse("2026-09-20T12:00:00Z");
  private static final Map<String, String> REPORT =
      Map.of(
          "ids", "channel==MINE",
          "startDate", "2026-09-01",
          "endDate", "2026-09-10",
          "metrics", "views",
          "dimensions", "day");

  private final World world = World.builder(3).today(LocalDate.of(2026, 9, 20)).channels(3).build();
  private final SimulatedChannel channel = world.channel("alpine-baker");
  private final SimulatedGoogle google = SimulatedGoogle.start(world, new MovableClock(NOON));
  private final Client client = new Client(google);

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void addresses_allOfThem_areLoopback() {
    assertThat(google.apiRootUrl().getHost()).isEqualTo("127.0.0.1");
    assertThat(google.dataApiRootUrl().getHost()).isEqualTo("127.0.0.1");
    assertThat(google.tokenUri().getPath()).isEqualTo("/token");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,v3/reports",
    "POST,v2/reports",
    "POST,v2/groups",
    "DELETE,v2/groupItems",
    "GET,youtube/v3/commentThreads",
    "POST,revoke",
    "GET,.well-known/openid-configuration"
  })
  void addresses_unknown_areNotFound(String method, String path) throws Exception {
    HttpRequest.Builder request =
        client
            .request(path, client.accessToken(channel), Map.of())
            .method(method, HttpRequest.BodyPublishers.noBody());
    Client.Reply reply = Client.send(request, Duration.ofSeconds(20));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.reason()).isEqualTo("notFound");
    assertThat(google.recordedCalls(Call.Kind.UNKNOWN)).hasSize(1);
  }

  @Test
  void clientSecrets_written_areOfTheInstalledKind(@TempDir Path folder) throws Exception {
    JsonNode installed =
        Json.parse(Files.readString(google.writeClientSecrets(folder.resolve("new/client.json"))))
            .get("installed");

    assertThat(installed.get("token_uri").asText()).isEqualTo(google.tokenUri().toString());
    assertThat(google.secrets()).contains(installed.get("client_secret").asText());
    assertThat(installed.get("redirect_uris").get(0).asText()).isEqualTo("http://localhost");
  }

  @Test
  void tokenRecords_written_areNamedAfterTheChannels(@TempDir Path folder) throws Exception {
    google.writeTokenRecords(folder);
    JsonNode record = Json.parse(Files.readString(folder.resolve("alpine-baker.json")));

    assertThat(folder.toFile().list()).hasLength(3);
    assertThat(record.get("channel_id").asText()).isEqualTo(channel.id());
    assertThat(record.get("expires_in").asInt()).isEqualTo(3599);
    assertThat(record.get("refresh_token").asText()).isEqualTo(google.refreshToken(channel.id()));
    assertThat(google.secrets()).contains(record.get("access_token").asText());
    assertThat(client.report(record.get("access_token").asText(), REPORT).status()).isEqualTo(401);
  }

  @Test
  void tokenRecord_withoutOrWithAnotherId_isWrittenSo(@TempDir Path folder) throws Exception {
    Path without = google.writeTokenRecord(folder, "a", channel, Optional.empty());
    Path other = google.writeTokenRecord(folder, "b", channel, Optional.of("UCother"));

    assertThat(Json.parse(Files.readString(without)).has("channel_id")).isFalse();
    assertThat(Json.parse(Files.readString(other)).get("channel_id").asText()).isEqualTo("UCother");
  }

  @Test
  void recordedCalls_everyRequest_haveNoSecrets() throws Exception {
    client.report(client.accessToken(channel), REPORT);

    assertThat(google.recordedCalls())
        .containsExactly(
            new RecordedCall(
                new Call(
                    Call.Kind.TOKEN,
                    "POST",
                    "/token",
                    Map.of("client_id", OAuthClient.ID, "grant_type", "refresh_token"),
                    channel.id(),
                    NOON),
                200),
            new RecordedCall(
                new Call(Call.Kind.REPORT, "GET", "/v2/reports", REPORT, channel.id(), NOON), 200))
        .inOrder();
    assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(1);
    for (String secret : google.secrets()) {
      assertThat(google.recordedCalls().toString()).doesNotContain(secret);
    }
  }

  @Test
  void secrets_allOfThem_arePlantedAndDifferent() throws Exception {
    client.refresh(channel);

    assertThat(google.secrets()).hasSize(5);
    assertThat(google.secrets()).containsNoDuplicates();
    for (String secret : google.secrets()) {
      assertThat(secret).contains("planted-");
    }
  }

  @Test
  void quota_ofTwoAMinute_refusesTheThirdReportButNoToken() throws Exception {
    google.quota(2);
    String token = client.accessToken(channel);

    assertThat(client.report(token, REPORT).status()).isEqualTo(200);
    assertThat(client.report(token, REPORT).status()).isEqualTo(200);
    assertThat(client.report(token, REPORT).status()).isEqualTo(429);
    assertThat(client.refresh(channel).status()).isEqualTo(200);
  }

  @Test
  void emptyRows_everyForm_isAsSet() throws Exception {
    String token = client.accessToken(channel);
    Map<String, String> empty =
        Map.of(
            "ids", "channel==MINE",
            "startDate", "2009-01-01",
            "endDate", "2009-01-02",
            "metrics", "views",
            "dimensions", "day");

    assertThat(client.report(token, empty).json().has("rows")).isFalse();
    google.emptyRows(EmptyRows.EMPTY_LIST);
    assertThat(client.report(token, empty).json().get("rows").isArray()).isTrue();
    google.emptyRows(EmptyRows.NULL);
    assertThat(client.report(token, empty).json().get("rows").isNull()).isTrue();
  }

  @Test
  void gzip_whenAccepted_isUsed() throws Exception {
    String token = client.accessToken(channel);
    HttpRequest request =
        client.request("v2/reports", token, REPORT).header("Accept-Encoding", "gzip").build();
    HttpResponse<byte[]> response =
        Client.http().send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(response.headers().firstValueAsLong("Content-Length").orElse(-1))
        .isEqualTo(response.body().length);
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8))
        .isEqualTo(client.report(token, REPORT).body());
  }

  @Test
  void oddNames_ofCountries_arriveAsTheyAre() throws Exception {
    SimulatedChannel odd =
        SimulatedChannel.named("odd").oddNames(true).dailyViews(100_000).inactiveShare(0).build();
    World oddWorld = World.builder(1).today(LocalDate.of(2026, 9, 20)).channel(odd).build();
    LocalDate day = LocalDate.of(2026, 9, 1);
    try (SimulatedGoogle oddGoogle = SimulatedGoogle.start(oddWorld)) {
      Client oddClient = new Client(oddGoogle);
      ReportQuestion question =
          ReportQuestion.of(odd.id(), List.of("country"), List.of("views"), day, day)
              .sortedBy("country");
      JsonNode table =
          oddClient.report(oddClient.accessToken(odd), ReportParameters.of(question)).json();

      assertThat(GroundTruthTest.rowsOf(table)).isEqualTo(oddWorld.truth(question));
      assertThat(table.toString()).contains("\\u0000");
    }
  }

  @Test
  void manyThreads_whileTheWorldChanges_getWholeAnswers() throws Exception {
    String token = client.accessToken(channel);
    HttpRequest request = client.request("v2/reports", token, REPORT).build();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int number = 0; number < 400; number++) {
      answers.add(Client.http().sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      world.restate(channel.id(), LocalDate.of(2026, 9, 1 + number % 10));
    }
    int rows = -1;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      JsonNode table = Json.parse(answer.get().body());
      rows = rows < 0 ? table.get("rows").size() : rows;
      assertThat(table.get("rows").size()).isEqualTo(rows);
    }
    assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(400);
  }
}
