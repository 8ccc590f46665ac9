// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RedirectListenerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private RedirectListener listener;

  @BeforeEach
  void listen() throws IOException {
    listener = RedirectListener.open(new RedirectUri("127.0.0.1", 0, Optional.empty()));
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  private CompletableFuture<HttpResponse<String>> get(String pathAndQuery) {
    return http.sendAsync(
        HttpRequest.newBuilder(listener.redirectUri().resolve(pathAndQuery)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void redirect_second_returns409WhileTheFirstWaitsForItsPage() throws Exception {
    CompletableFuture<HttpResponse<String>> first = get("/?state=s%20t&code=4%2F0A");
    RedirectListener.PendingRedirect pending = listener.await(LONG).orElseThrow();

    HttpResponse<String> second = get("/?state=other&code=other").join();

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("Already completed");
    assertThat(first.isDone()).isFalse();
    assertThat(pending.parameters()).isEqualTo(Map.of("state", "s t", "code", "4/0A"));
    pending.reply(ResultPage.failed());
    assertThat(first.join().statusCode()).isEqualTo(500);
    assertThat(listener.await(Duration.ZERO)).isEqualTo(Optional.empty());
  }

  @Test
  void request_thatIsNoRedirect_returns404() throws Exception {
    for (String path : List.of("/", "/favicon.ico", "/other?code=x", "/favicon.ico?code=x")) {
      assertThat(get(path).join().statusCode()).isEqualTo(404);
    }
    HttpRequest post =
        HttpRequest.newBuilder(listener.redirectUri().resolve("/?code=x&state=y"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(404);

    assertThat(listener.await(Duration.ZERO)).isEqualTo(Optional.empty());
  }

  @Test
  void page_isNotKeptAndLoadsNothing() throws Exception {
    HttpResponse<String> page = get("/").join();

    assertThat(page.headers().firstValue("Cache-Control")).isEqualTo(Optional.of("no-store"));
    assertThat(page.headers().firstValue("Referrer-Policy")).isEqualTo(Optional.of("no-referrer"));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
  }

  @Test
  void server_otherAddressOfThisMachine_refusesConnections() throws Exception {
    int port = listener.redirectUri().getPort();
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();

    for (InetAddress other : others) {
      try (Socket socket = new Socket()) {
        assertThrows(
            IOException.class, () -> socket.connect(new InetSocketAddress(other, port), 1000));
      }
    }
    assertThat(URI.create("http://127.0.0.1:" + port + "/")).isEqualTo(listener.redirectUri());
  }
}
