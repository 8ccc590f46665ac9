// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.http;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BoundedHttpTest {
  private static final int MAX_BYTES = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/small", exchange -> answer(exchange, 5));
    server.createContext("/endless", exchange -> answer(exchange, Long.MAX_VALUE));
    server.createContext("/stalled", this::stall);
    server.start();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void send_completeBody_returnsIt() throws Exception {
    assertThat(send("/small", LONG)).isEqualTo("xxxxx");
  }

  @Test
  void send_endlessBody_failsAtTheSize() {
    assertThat(assertThrows(IOException.class, () -> send("/endless", LONG)))
        .hasMessageThat()
        .isEqualTo("the response is larger than 1 MiB");
  }

  @Test
  void send_bodyThatStalls_failsAfterTheTime() throws Exception {
    assertThat(assertThrows(IOException.class, () -> send("/stalled", Duration.ofMillis(300))))
        .hasMessageThat()
        .isEqualTo("no complete response within 0.3 s");
  }

  @Test
  void send_noServer_describesTheConnection() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(assertThrows(IOException.class, () -> send(port, "/small", LONG)))
        .hasMessageThat()
        .startsWith("the connection failed (ConnectException");
  }

  private String send(String path, Duration within) throws Exception {
    return send(server.getAddress().getPort(), path, within);
  }

  private static String send(int port, String path, Duration within) throws Exception {
    return BoundedHttp.send(
            HttpClient.newHttpClient(),
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            LimitedBody.text(MAX_BYTES),
            within)
        .body();
  }

  private static void answer(HttpExchange exchange, long length) throws IOException {
    byte[] part = "x".repeat((int) Math.min(length, 8192)).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, 0);
    try (exchange) {
      for (long left = length; left > 0; left -= part.length) {
        exchange.getResponseBody().write(part);
      }
    }
  }

  /** Sends the headers and one byte, then nothing. */
  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('x');
    exchange.getResponseBody().flush();
    try (exchange) {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
