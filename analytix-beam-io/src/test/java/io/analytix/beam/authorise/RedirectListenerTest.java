// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.oauth2.sdk.id.State;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectListenerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final State STATE = new State("s t");

  private final HttpClient http = HttpClient.newHttpClient();
  private RedirectListener listener;

  @BeforeEach
  void listen() throws IOException {
    listener = RedirectListener.open(new RedirectUri("127.0.0.1", 0, "/", Optional.empty()), STATE);
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

    HttpResponse<String> second = get("/?state=s+t&code=other").join();

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
  void redirect_withoutStateOrResult_returns400AndTheWaitGoesOn() throws Exception {
    for (String query :
        List.of(
            "ping=1",
            "state=of-an-earlier-attempt&code=4%2F0A",
            "code=4%2F0A",
            "error=access_denied",
            "state=s%20t",
            "state=s%20t&state=s%20t&code=x",
            "state=S%20T&error=access_denied",
            "=&&=x&state&code")) {
      HttpResponse<String> page = get("/?" + query).join();

      assertWithMessage(query).that(page.statusCode()).isEqualTo(400);
      assertThat(page.body()).contains("It changed nothing.");
    }
    for (String method : List.of("HEAD", "POST", "OPTIONS")) {
      HttpRequest other =
          HttpRequest.newBuilder(listener.redirectUri().resolve("/?state=s%20t&code=x"))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(http.send(other, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }
    assertThat(listener.await(Duration.ZERO)).isEqualTo(Optional.empty());

    CompletableFuture<HttpResponse<String>> right = get("/?state=s%20t&error=access_denied");
    listener.await(LONG).orElseThrow().reply(ResultPage.notFound());
    assertThat(right.join().statusCode()).isEqualTo(404);
  }

  /** Addresses as people copy them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:47813/?state=s%20t&code=4%2F0A&scope=x#",
        " <http://127.0.0.1:47813/?state=s+t&amp;code=4%2F0A> ",
        "'127.0.0.1:47813/?code=4/0A&state=s%20t'",
        "state=s%20t&code=4%2F0A",
        "http://127.0.0.1:47813/?state=s%20t\r\n  &code=4%2F\n0A"
      })
  void parameters_ofACopiedAddress_areThoseOfTheRedirect(String address) {
    assertThat(RedirectAddress.parameters(address)).containsAtLeast("state", "s t", "code", "4/0A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "state", "http://x/?state=%zz&code=%", "?state=a&state=a"})
  void parameters_ofAnythingElse_haveNoState(String address) {
    assertThat(RedirectAddress.parameters(address)).doesNotContainKey("state");
  }

  @Test
  void connection_thatHangs_delaysNoOther() throws Exception {
    URI address = listener.redirectUri();
    try (Socket silent = new Socket(address.getHost(), address.getPort());
        Socket half = new Socket(address.getHost(), address.getPort());
        Socket headers = new Socket(address.getHost(), address.getPort())) {
      half.getOutputStream().write("GET /?sta".getBytes(UTF_8));
      headers.getOutputStream().write("GET /?state=s%20t&code=x HTTP/1.1\r\nHos".getBytes(UTF_8));

      CompletableFuture<HttpResponse<String>> right = get("/?state=s%20t&code=4%2F0A");

      RedirectListener.PendingRedirect pending = listener.await(LONG).orElseThrow();
      assertThat(pending.parameters()).containsEntry("code", "4/0A");
      pending.reply(ResultPage.notFound());
      assertThat(right.join().statusCode()).isEqualTo(404);
      assertThat(silent.isConnected()).isTrue();
    }
  }

  /** Registered addresses of web clients: what is listened to, and which of several is used. */
  @ParameterizedTest
  @CsvSource({
    "http://localhost, 0, http://127.0.0.1:7777/",
    "http://localhost/, 8123, http://127.0.0.1:8123/",
    "urn:ietf:wg:oauth:2.0:oob http://localhost, 0, http://127.0.0.1:7777/",
    "https://app.example/, 0, http://127.0.0.1:7777/",
    "http://[::1]/back, 0, http://[::1]:7777/back",
    "http://127.0.0.1, 0, http://127.0.0.1:7777",
    "http://localhost:8123/back, 0, http://localhost:8123/back",
    "http://localhost:8123/back, 9123, http://localhost:9123/back",
  })
  void registeredAddress_ofADesktopClient_isUsedWithAnyPort(
      String registered, int port, String used) {
    RedirectUri redirect = RedirectUri.of(client(ClientSecrets.Kind.INSTALLED, registered), port);

    assertThat(redirect.at(redirect.port() == 0 ? 7777 : redirect.port()).toString())
        .isEqualTo(used);
  }

  private static ClientSecrets client(ClientSecrets.Kind kind, String registered) {
    return new ClientSecrets(
        kind,
        "id",
        Secret.of("secret"),
        URI.create("http://127.0.0.1/auth"),
        URI.create("http://127.0.0.1/token"),
        List.of(registered.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8123/back, 0, 127.0.0.1 8123",
    "http://localhost:8123, 0, localhost 8123",
    "http://[::1]:8123/, 0, [::1] 8123",
    "http://localhost, 0, localhost 80",
    "http://localhost http://127.0.0.1:8123, 0, 127.0.0.1 8123",
    "https://app.example/ http://127.0.0.1:8123 http://[::1]:9123, 9123, [::1] 9123",
    "http://bad\\host http://127.0.0.1:8123, 0, 127.0.0.1 8123",
    "http://localhost http://127.0.0.1:8123, 80, localhost 80",
  })
  void registeredAddress_ofAWebClient_isUsedUnchanged(String registered, int port, String used) {
    RedirectUri redirect = RedirectUri.of(client(ClientSecrets.Kind.WEB, registered), port);

    assertThat(redirect.host() + " " + redirect.port()).isEqualTo(used);
    assertThat(registered.split(" ")).asList().contains(redirect.at(redirect.port()).toString());
  }

  @Test
  void localhost_isListenedToOnBothLoopbackAddresses() throws Exception {
    try (RedirectListener both =
        RedirectListener.open(new RedirectUri("localhost", 0, "/", Optional.empty()), STATE)) {
      int port = both.redirectUri().getPort();
      for (String host : hasIpv6() ? List.of("127.0.0.1", "[::1]") : List.of("127.0.0.1")) {
        HttpResponse<String> page =
            http.send(
                HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/")).build(),
                BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(404);
      }
    }
  }

  private static boolean hasIpv6() {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
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
