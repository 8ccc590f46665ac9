// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that reports.query refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportRefusalTest {
  private final SimulatedChannel rich = SimulatedChannel.named("rich").build();
  private final SimulatedChannel poor = SimulatedChannel.named("poor").monetised(false).build();
  private final SimulatedChannel shy =
      SimulatedChannel.named("shy").scopes(SimulatedChannel.ANALYTICS_SCOPE).build();
  private final SimulatedChannel mute =
      SimulatedChannel.named("mute").scopes(SimulatedChannel.YOUTUBE_SCOPE).build();
  private final World world =
      World.builder(1)
          .today(LocalDate.of(2026, 9, 20))
          .channel(rich)
          .channel(poor)
          .channel(shy)
          .channel(mute)
          .build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);

  @AfterAll
  void stop() {
    google.close();
  }

  private Client.Reply query(SimulatedChannel channel, String... changes) throws Exception {
    Map<String, String> words = new HashMap<>();
    words.put("ids", "channel==MINE");
    words.put("startDate", "2026-09-01");
    words.put("endDate", "2026-09-10");
    words.put("metrics", "views");
    for (int place = 0; place < changes.length; place += 2) {
      words.put(changes[place], changes[place + 1]);
    }
    return client.report(client.accessToken(channel), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort", "filters", "dimensions", "maxResults", "currency", "metrics"})
  void parameter_empty_is400(String name) throws Exception {
    assertThat(query(rich, name, "").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "start-date,2026-09-01",
    "pageToken,x",
    "alt,csv",
    "prettyPrint,yes",
    "maxResults,0",
    "maxResults,many",
    "startIndex,0",
    "currency,usd",
    "currency,XYZ",
    "ids,channel=MINE",
    "ids,video==MINE",
    "filters,country",
    "filters,country==",
    "filters,planet==EARTH",
    "filters,country==XX",
    "filters,'country==US,DE'",
    "filters,continent==Europe",
    "dimensions,weekday",
    "startDate,09-01-2026",
    "startDate,2026-02-30",
    "startDate,2026-09-11"
  })
  void parameter_wrong_is400(String name, String value) throws Exception {
    Client.Reply reply = query(rich, name, value);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isNotEmpty();
  }

  @Test
  void date_unparsable_isNamedInTheRefusal() throws Exception {
    assertThat(query(rich, "startDate", "07-06-2026").message())
        .isEqualTo("Could not parse content (07-06-2026) of field startDate.");
  }

  @Test
  void metrics_missing_isRequired() throws Exception {
    Client.Reply reply =
        client.report(
            client.accessToken(rich),
            Map.of("ids", "channel==MINE", "startDate", "2026-09-01", "endDate", "2026-09-02"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).isEqualTo("required");
  }

  @Test
  void parameters_standard_areAccepted() throws Exception {
    assertThat(
            query(
                    rich,
                    "prettyPrint",
                    "false",
                    "alt",
                    "json",
                    "fields",
                    "rows",
                    "key",
                    "k",
                    "quotaUser",
                    "q",
                    "currency",
                    "EUR")
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"500,100,200", "500,101,400", "499,100,200", "1,365,200"})
  void trafficSources_videosTimesDays_areAtMostFiftyThousand(int videos, int days, int status)
      throws Exception {
    String ids =
        IntStream.range(0, videos)
            .mapToObj(number -> String.format(Locale.ROOT, "video%06d", number))
            .collect(Collectors.joining(","));
    String first = LocalDate.of(2026, 9, 10).minusDays(days - 1L).toString();

    assertThat(
            query(
                    rich,
                    "startDate",
                    first,
                    "dimensions",
                    "insightTrafficSourceType",
                    "filters",
                    "video==" + ids)
                .status())
        .isEqualTo(status);
    assertThat(
            query(rich, "startDate", first, "dimensions", "deviceType", "filters", "video==" + ids)
                .status())
        .isEqualTo(200);
  }

  @Test
  void group_unknown_isNotFound() throws Exception {
    assertThat(query(rich, "filters", "group==unknown").status()).isEqualTo(404);
    assertThat(query(rich, "filters", "group==unknown;video==x").status()).isEqualTo(400);
  }

  @Test
  void token_unknown_is401WithChallenge() throws Exception {
    Client.Reply reply =
        client.report("ya29.unknown", Map.of("ids", "channel==MINE", "metrics", "views"));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.reason()).isEqualTo("authError");
    assertThat(reply.response().headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("invalid_token");
  }

  @Test
  void scope_noneForAnalytics_isInsufficient() throws Exception {
    Client.Reply reply = query(mute);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.reason()).isEqualTo("insufficientPermissions");
    assertThat(reply.json().at("/error/details/0/reason").asText())
        .isEqualTo("ACCESS_TOKEN_SCOPE_INSUFFICIENT");
  }

  @Test
  void money_withoutScopeOrStanding_isForbiddenAsAWhole() throws Exception {
    for (SimulatedChannel channel : new SimulatedChannel[] {shy, poor}) {
      Client.Reply reply = query(channel, "metrics", "views,estimatedRevenue");

      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.reason()).isEqualTo("forbidden");
    }
    assertThat(query(rich, "metrics", "views,estimatedRevenue").status()).isEqualTo(200);
  }

  @Test
  void ids_ofAnotherAccount_areForbiddenOrNotFound() throws Exception {
    assertThat(query(rich, "ids", "channel==" + poor.id()).reason()).isEqualTo("forbidden");
    google.foreignIsNotFound(true);
    assertThat(query(rich, "ids", "channel==" + poor.id()).status()).isEqualTo(404);
    google.foreignIsNotFound(false);
    assertThat(query(rich, "ids", "channel==" + rich.id()).status()).isEqualTo(200);
  }

  @Test
  void path_unknown_is404() throws Exception {
    var request = client.request("v2/nothing", "x", Map.of()).build();

    assertThat(
            Client.http()
                .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(404);
  }
}
