// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.server.Json;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private static final Map<String, String> REPORT =
      Map.of(
          "ids", "channel==MINE",
          "startDate", "2026-09-01",
          "endDate", "2026-09-10",
          "metrics", "views,averageViewPercentage",
          "dimensions", "day",
          "sort", "day");

  private final World world = World.builder(3).today(LocalDate.of(2026, 9, 20)).channels(2).build();
  private final SimulatedChannel channel = world.channels().get(0);
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);
  private String token = "";

  @BeforeAll
  void authorise() throws Exception {
    token = client.accessToken(channel);
  }

  @BeforeEach
  void allIsWell() {
    google.faults().clear();
  }

  @AfterAll
  void stop() {
    google.close();
  }

  private Client.Reply report() throws Exception {
    return client.report(token, REPORT);
  }

  static List<Arguments> errors() {
    return List.of(
        Arguments.of(Fault.BACKEND_ERROR, 500, "backendError"),
        Arguments.of(Fault.INTERNAL_ERROR, 500, "internalError"),
        Arguments.of(Fault.SERVICE_UNAVAILABLE, 503, "backendError"),
        Arguments.of(Fault.MINUTE_QUOTA, 429, "rateLimitExceeded"),
        Arguments.of(Fault.USER_QUOTA, 429, "rateLimitExceeded"),
        Arguments.of(Fault.DAY_QUOTA, 429, "rateLimitExceeded"),
        Arguments.of(Fault.LEGACY_RATE_LIMIT, 403, "rateLimitExceeded"),
        Arguments.of(Fault.LEGACY_USER_RATE_LIMIT, 403, "userRateLimitExceeded"),
        Arguments.of(Fault.LEGACY_QUOTA, 403, "quotaExceeded"),
        Arguments.of(Fault.LEGACY_DAILY_LIMIT, 403, "dailyLimitExceeded"),
        Arguments.of(Fault.API_NOT_ENABLED, 403, "accessNotConfigured"),
        Arguments.of(Fault.FORBIDDEN, 403, "forbidden"),
        Arguments.of(Fault.NOT_FOUND, 404, "notFound"),
        Arguments.of(Fault.BAD_TOKEN, 401, "authError"));
  }

  @Test
  void expiredToken_invalidatesTheTokenOfTheRequestOnly() throws Exception {
    String other = client.accessToken(channel);
    google.faults().next(1, Fault.EXPIRED_TOKEN);

    assertThat(client.report(other, REPORT).status()).isEqualTo(401);
    assertThat(client.report(other, REPORT).status()).isEqualTo(401);
    assertThat(report().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void next_errorOnce_isAnsweredOnce(Fault fault, int status, String reason) throws Exception {
    google.faults().next(1, fault);
    Client.Reply reply = report();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.reason()).isEqualTo(reason);
    assertThat(reply.json().at("/error/code").asInt()).isEqualTo(status);
    assertThat(report().status()).isEqualTo(200);
  }

  @Test
  void quotas_ofMinuteUserAndDay_differInTheirUnit() throws Exception {
    List<String> units = new ArrayList<>();
    for (Fault fault : List.of(Fault.MINUTE_QUOTA, Fault.USER_QUOTA, Fault.DAY_QUOTA)) {
      google.faults().next(1, fault);
      units.add(report().json().at("/error/details/0/metadata/quota_unit").asText());
    }

    assertThat(units)
        .containsExactly("1/min/{project}", "1/min/{project}/{user}", "1/d/{project}")
        .inOrder();
  }

  @Test
  void serviceUnavailable_withRetryAfter_saysForHowLong() throws Exception {
    google.faults().next(1, Fault.serviceUnavailable(Duration.ofSeconds(7)));

    assertThat(report().response().headers().firstValue("Retry-After")).hasValue("7");
  }

  @Test
  void retryAfter_ofAnyFault_isThatFaultAndSaysForHowLong() throws Exception {
    google.faults().next(1, Fault.MINUTE_QUOTA.retryAfter(Duration.ofSeconds(3)));
    Client.Reply reply = report();

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.reason()).isEqualTo("rateLimitExceeded");
    assertThat(reply.response().headers().firstValue("Retry-After")).hasValue("3");
    google.faults().next(1, Fault.MINUTE_QUOTA);
    assertThat(report().response().headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void html_underAnyStatus_isNoJson() throws Exception {
    google.faults().next(1, Fault.BAD_GATEWAY).next(1, Fault.HTML_INSIDE_200);
    Client.Reply gateway = report();
    Client.Reply good = report();

    assertThat(gateway.status()).isEqualTo(502);
    assertThat(gateway.body()).startsWith("<!DOCTYPE html>");
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void errorsInside200_haveNoTable() throws Exception {
    google.faults().next(1, Fault.ERRORS_INSIDE_200);
    Client.Reply reply = report();

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/errors/error/0/code").asText()).isEqualTo("backendError");
    assertThat(reply.json().has("columnHeaders")).isFalse();
  }

  @Test
  void truncatedJson_arrivesWholeButCannotBeRead() throws Exception {
    String whole = report().body();
    google.faults().next(1, Fault.TRUNCATED_JSON);
    String cut = report().body();

    assertThat(cut).isEqualTo(whole.substring(0, whole.length() / 2));
    assertThrows(IllegalArgumentException.class, () -> Json.parse(cut));
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  void connection_broken_isAnIoException(Fault fault) throws Exception {
    // The JDK's client retries by itself if an idle connection was closed.
    google.faults().next(Faults.FOREVER, fault);

    assertThrows(IOException.class, () -> client.report(token, REPORT));
    google.faults().clear();
    assertThat(report().status()).isEqualTo(200);
  }

  static List<Fault> brokenConnections() {
    return List.of(Fault.CUT_BODY, Fault.CONNECTION_RESET, Fault.EMPTY_RESPONSE);
  }

  @Test
  void silence_outlastsTheTimeout_andIsRecordedWithoutStatus() throws Exception {
    google.faults().next(1, Fault.SILENCE);

    assertThrows(
        HttpTimeoutException.class,
        () -> Client.send(client.request("v2/reports", token, REPORT), Duration.ofMillis(200)));
    List<RecordedCall> calls = google.recordedCalls(Call.Kind.REPORT);
    assertThat(calls.get(calls.size() - 1).status()).isEqualTo(0);
    assertThat(report().status()).isEqualTo(200);
  }

  @Test
  void tables_corrupted_differInOneThing() throws Exception {
    JsonNode good = report().json();
    google
        .faults()
        .next(1, Fault.WRONG_COLUMN_COUNT)
        .next(1, Fault.WRONG_HEADER_TYPE)
        .next(1, Fault.EXTRA_COLUMN)
        .next(1, Fault.DUPLICATED_ROW);
    JsonNode narrow = report().json();
    JsonNode mistyped = report().json();
    JsonNode wide = report().json();
    JsonNode doubled = report().json();

    int rows = good.get("rows").size();
    assertThat(narrow.get("rows").get(rows - 1).size()).isEqualTo(2);
    assertThat(mistyped.at("/columnHeaders/2/dataType").asText()).isEqualTo("STRING");
    assertThat(mistyped.get("rows")).isEqualTo(good.get("rows"));
    assertThat(wide.get("columnHeaders").size()).isEqualTo(4);
    assertThat(wide.get("rows").get(0).size()).isEqualTo(4);
    assertThat(doubled.get("rows").size()).isEqualTo(rows + 1);
    assertThat(doubled.get("rows").get(rows)).isEqualTo(good.get("rows").get(0));
  }

  @Test
  void delay_oneAnswer_comesLate() throws Exception {
    google.faults().next(1, Fault.delay(Duration.ofMillis(150)));
    long start = System.nanoTime();

    assertThat(report().status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isAtLeast(Duration.ofMillis(150));
  }

  @Test
  void on_oneChannelForEver_leavesTheOthersAlone() throws Exception {
    SimulatedChannel other = world.channels().get(1);
    String otherToken = client.accessToken(other);
    google
        .faults()
        .on(call -> channel.id().equals(call.channelId()), Fault.INTERNAL_ERROR, Faults.FOREVER);

    for (int time = 0; time < 3; time++) {
      assertThat(report().status()).isEqualTo(500);
      assertThat(client.report(otherToken, REPORT).status()).isEqualTo(200);
    }
  }

  @Test
  void randomly_sameSeed_failsTheSameRequests() throws Exception {
    List<Integer> first = randomStatuses();
    List<Integer> second = randomStatuses();

    assertThat(second).isEqualTo(first);
    assertThat(first).containsAtLeast(200, 500, 503);
  }

  private List<Integer> randomStatuses() throws Exception {
    google.faults().clear();
    google.faults().randomly(11, 0.5, Fault.BACKEND_ERROR, Fault.SERVICE_UNAVAILABLE);
    List<Integer> statuses = new ArrayList<>();
    for (int time = 0; time < 30; time++) {
      statuses.add(report().status());
    }
    return statuses;
  }

  @Test
  void randomly_ofAKind_failsRequestsOfThatKindOnly() throws Exception {
    google.faults().randomly(Call.Kind.TOKEN, 11, 0.5, Fault.TOKEN_UNAVAILABLE);
    List<Integer> statuses = new ArrayList<>();
    for (int time = 0; time < 30; time++) {
      assertThat(report().status()).isEqualTo(200);
      statuses.add(client.refresh(channel).status());
    }

    assertThat(statuses).containsAtLeast(200, 503);
  }

  @Test
  void tokenFaults_meetTheTokenEndpointOnly() throws Exception {
    google
        .faults()
        .next(1, Fault.TOKEN_UNAVAILABLE)
        .next(1, Fault.TOKEN_INVALID_GRANT)
        .next(1, Fault.TOKEN_INVALID_CLIENT)
        .next(1, Fault.TOKEN_HTML);

    assertThat(report().status()).isEqualTo(200);
    assertThat(client.refresh(channel).json().get("error").asText()).isEqualTo("internal_failure");
    assertThat(client.refresh(channel).json().get("error").asText()).isEqualTo("invalid_grant");
    assertThat(client.refresh(channel).status()).isEqualTo(401);
    assertThat(client.refresh(channel).body()).startsWith("<!DOCTYPE html>");
    assertThat(client.refresh(channel).status()).isEqualTo(200);
  }

  @Test
  void channelsFaults_meetChannelsOnly() throws Exception {
    google.faults().next(Call.Kind.CHANNELS, 1, Fault.SERVICE_UNAVAILABLE);

    assertThat(report().status()).isEqualTo(200);
    assertThat(client.channels(token, Map.of("part", "id", "mine", "true")).status())
        .isEqualTo(503);
  }
}
