// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.internal.http.Connections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class NetworkCheckTest {
  private static final URI ENDPOINT = URI.create("https://oauth2.googleapis.com/token");

  private final List<URI> opened = new ArrayList<>();
  private final Deque<Throwable> failures = new ArrayDeque<>();
  private final JumpingClock time = new JumpingClock();
  private final NetworkCheck check = new NetworkCheck(this::open, time);

  @Test
  void require_reached_opensOneConnection() throws IOException {
    check.require(ENDPOINT);

    assertThat(opened).containsExactly(ENDPOINT);
  }

  @Test
  void require_reachedAtTheSecondAttempt_returns() throws IOException {
    failures.add(new UnknownHostException("not yet"));

    check.require(ENDPOINT);

    assertThat(opened).hasSize(2);
  }

  @Test
  void require_unknownHost_failsInOneLineAfterThreeAttempts() {
    for (int i = 0; i < 9; i++) {
      failures.add(new UnknownHostException("the host name cannot be resolved"));
    }

    IOException failed = assertThrows(IOException.class, () -> check.require(ENDPOINT));

    assertThat(opened).hasSize(3);
    assertThat(failed)
        .hasMessageThat()
        .startsWith(
            "cannot reach oauth2.googleapis.com: the connection failed (UnknownHostException: the"
                + " host name cannot be resolved); nothing was sent. ");
    assertThat(String.valueOf(failed.getMessage()).lines().count()).isEqualTo(1);
  }

  @Test
  void require_noResponse_failsWithoutAThirdAttempt() {
    for (int i = 0; i < 9; i++) {
      failures.add(new TimeoutException());
    }

    IOException failed = assertThrows(IOException.class, () -> check.require(ENDPOINT));

    assertThat(opened.size()).isAtMost(2);
    assertThat(failed).hasMessageThat().contains("no complete response within 5 s");
  }

  @Test
  void open_portsOfThisMachine_tellWhetherSomethingListens() throws Exception {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());

      Connections.open(closed).get();
      try (Socket accepted = socket.accept()) {
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
      }
    }

    Throwable refused = assertThrows(Exception.class, () -> Connections.open(closed).get());
    assertThat(Connections.describe(refused)).contains("ConnectException");
  }

  @Test
  void open_proxyThatReachesNothing_fails() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProxySelector.setDefault(
          ProxySelector.of(new InetSocketAddress("127.0.0.1", socket.getLocalPort())));
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(() -> answer(socket, "HTTP/1.1 502 Bad Gateway"));

      Throwable failed = assertThrows(Exception.class, () -> Connections.open(ENDPOINT).get());

      assertThat(Connections.describe(failed)).contains("502");
      answered.get();
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static void answer(ServerSocket socket, String status) {
    try (Socket accepted = socket.accept()) {
      byte[] request = new byte[1000];
      int length = accepted.getInputStream().read(request);
      assertThat(new String(request, 0, length, StandardCharsets.US_ASCII)).startsWith("CONNECT ");
      accepted
          .getOutputStream()
          .write((status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Void> open(URI endpoint) {
    opened.add(endpoint);
    Throwable failure = failures.poll();
    if (failure instanceof TimeoutException) {
      time.jump(5_000_000_000L);
    }
    return failure == null
        ? CompletableFuture.runAsync(() -> {}, Runnable::run)
        : CompletableFuture.failedFuture(failure);
  }
}
