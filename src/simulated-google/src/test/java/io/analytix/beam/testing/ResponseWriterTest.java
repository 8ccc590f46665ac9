// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes on the connection. */
class ResponseWriterTest {
  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);

  private final SimulatedChannel channel =
      SimulatedChannel.named("wire").oddNames(true).inactiveShare(1).build();
  private final World world =
      World.builder(1).today(LocalDate.of(2026, 9, 20)).channel(channel).build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);

  @AfterEach
  void stop() {
    google.close();
  }

  private static Map<String, String> question(String metrics) {
    return Map.of(
        "ids", "channel==MINE",
        "startDate", "2026-09-01",
        "endDate", "2026-09-03",
        "metrics", metrics,
        "dimensions", "day",
        "sort", "day",
        "prettyPrint", "false");
  }

  @Test
  void money_ofEverySize_isPlainAndExact() throws Exception {
    world.setTotals(channel.id(), DAY, Map.of("estimatedRevenue", 1L));
    world.setTotals(
        channel.id(), DAY.plusDays(1), Map.of("estimatedRevenue", 1_234_567_891_000_000L));
    world.setTotals(channel.id(), DAY.plusDays(2), Map.of("estimatedRevenue", 12_000_000_000L));

    assertThat(client.report(client.accessToken(channel), question("estimatedRevenue")).body())
        .contains(
            "\"rows\":[[\"2026-09-01\",0.000000001],[\"2026-09-02\",1234567.891],"
                + "[\"2026-09-03\",12]]");
  }

  @Test
  void rates_wholeOrNot_areAsShortAsGooglesOwn() throws Exception {
    world.setTotals(channel.id(), DAY, Map.of("cardClicks", 1L, "cardImpressions", 3L));
    world.setTotals(channel.id(), DAY.plusDays(1), Map.of("cardClicks", 3L, "cardImpressions", 3L));

    assertThat(client.report(client.accessToken(channel), question("cardClickRate")).body())
        .contains("\"rows\":[[\"2026-09-01\",0.3333333333333333],[\"2026-09-02\",1]]");
  }

  @Test
  void counts_overTwoToThe53_keepTheirLastDigit() throws Exception {
    world.setTotals(channel.id(), DAY, Map.of("estimatedMinutesWatched", 9_007_199_254_740_993L));

    assertThat(
            client.report(client.accessToken(channel), question("estimatedMinutesWatched")).body())
        .contains("[[\"2026-09-01\",9007199254740993]]");
  }

  @Test
  void client_thatPrefersHttp2_getsHttp11() throws Exception {
    HttpClient http = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    HttpRequest request =
        client.request("v2/reports", client.accessToken(channel), question("views")).build();
    HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());

    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void connectionReset_onASocket_isAReset() {
    google.faults().next(1, Fault.CONNECTION_RESET);

    assertThrows(SocketException.class, this::bytesOfOneAnswer);
    assertThat(google.recordedCalls().get(0).status()).isEqualTo(0);
  }

  @Test
  void emptyResponse_onASocket_isAnEndWithoutAByte() throws Exception {
    google.faults().next(1, Fault.EMPTY_RESPONSE);

    assertThat(bytesOfOneAnswer()).isEmpty();
  }

  @Test
  void cutBody_onASocket_promisesMoreThanItSends() throws Exception {
    google.faults().next(1, Fault.CUT_BODY);
    String answer = bytesOfOneAnswer();
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);

    assertThat(answer).startsWith("HTTP/1.1 401 ");
    assertThat(answer).contains("Content-Length: ");
    String length = answer.replaceAll("(?s).*Content-Length: (\\d+)\r\n.*", "$1");
    assertThat(body.length()).isEqualTo(Integer.parseInt(length) / 2);
  }

  /**
   * Sends a request without a token, and reads until the server closes the connection or a timeout.
   */
  private String bytesOfOneAnswer() throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), google.apiRootUrl().getPort())) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              "GET /v2/reports HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      try (InputStream bytes = socket.getInputStream()) {
        return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @Test
  void latency_ofMoreAnswersThanThreads_isSpentTogether() throws Exception {
    String token = client.accessToken(channel);
    HttpRequest request = client.request("v2/reports", token, question("views")).build();
    Duration work = timeOfAll(350, request);
    Duration latency = Duration.ofSeconds(2);
    google.latency(latency);

    Duration waited = timeOfAll(350, request).minus(work);

    // If each delay blocked one of 72 threads, they would wait five times.
    assertThat(waited).isLessThan(latency.multipliedBy(3));
  }

  private static Duration timeOfAll(int requests, HttpRequest request) throws Exception {
    long start = System.nanoTime();
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    for (int number = 0; number < requests; number++) {
      answers.add(Client.http().sendAsync(request, HttpResponse.BodyHandlers.discarding()));
    }
    for (CompletableFuture<HttpResponse<Void>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
