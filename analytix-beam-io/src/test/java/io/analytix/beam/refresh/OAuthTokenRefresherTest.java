// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OAuthTokenRefresherTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String REFRESH = "1//planted-refresh-token";
  private static final String CLIENT = "GOCSPX-planted-client-secret";

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private HttpServer server;
  private int status = 200;
  private String type = "application/json; charset=utf-8";
  private String body = "";
  private String form = "";

  @TempDir Path folder;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          byte[] answer = body.getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private RefreshedTokens refresh() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    ClientSecrets client = new ClientSecrets("client-id", Secret.of(CLIENT), uri);
    TokenRecord record =
        TokenRecord.parse(
            ("{\"refresh_token\":\"" + REFRESH + "\",\"scope\":\"one two\"}").getBytes(UTF_8));
    return new OAuthTokenRefresher(client, http, CLOCK).refresh(record).join();
  }

  private RefreshException refusal() {
    CompletionException thrown = assertThrows(CompletionException.class, this::refresh);
    return (RefreshException) thrown.getCause();
  }

  @Test
  void refresh_responseOfGoogle_returnsTheTokenAndItsExpiry() throws Exception {
    body =
        "{\"access_token\":\"ya29.a\",\"expires_in\":3599,\"scope\":\"b"
            + " a\",\"token_type\":\"Bearer\"}";

    RefreshedTokens tokens = refresh();

    assertThat(tokens)
        .isEqualTo(
            new RefreshedTokens(
                new AccessToken(Secret.of("ya29.a"), NOW.plusSeconds(3599), Set.of("a", "b")),
                null));
    assertThat(tokens.toString()).doesNotContain("ya29");
    assertThat(form.split("&"))
        .asList()
        .containsExactly(
            "client_id=client-id",
            "client_secret=" + CLIENT,
            "grant_type=refresh_token",
            "refresh_token=1%2F%2Fplanted-refresh-token");
  }

  @Test
  void refresh_refusalThatQuotesSecretsInAnotherSpelling_hidesThem() {
    status = 400;
    body =
        "{\"error\":\"invalid_grant\",\"error_description\":\"no 1%2F%2Fplanted-refresh-token,"
            + " 1\\/\\/planted-refresh-token, 1%252f%252fplanted-refresh-token or"
            + " GOCSPX%2Dplanted%2Dclient%2Dsecret\"}";

    assertThat(refusal().failure().message())
        .isEqualTo(
            "the token endpoint returned invalid_grant: no [hidden], [hidden], [hidden] or"
                + " [hidden]");
  }

  @Test
  void hideIn_hugeSecret_hidesAllOfIt() {
    String huge = "planted/".repeat(10_000);

    assertThat(Secret.of(huge).hideIn("no " + huge.replace("/", "%2F") + " here"))
        .isEqualTo("no [hidden] here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9223372036854775807", "99999999999999999999", "1e300", "\"9999999999999\""})
  void refresh_lifetimeThatOverflows_isAtMostADay(String lifetime) throws Exception {
    body =
        "{\"access_token\":\"ya29.a\",\"token_type\":\"Bearer\",\"expires_in\":" + lifetime + "}";

    assertThat(refresh().accessToken().expiresAt()).isAtMost(NOW.plus(Duration.ofDays(1)));
    assertThat(refresh().accessToken().expiresAt()).isGreaterThan(NOW);
  }

  @Test
  void refresh_withoutExpiryAndScope_usesAnHourAndTheRecordsScopes() throws Exception {
    body = "{\"access_token\":\"ya29.a\",\"token_type\":\"Bearer\"}";

    assertThat(refresh().accessToken())
        .isEqualTo(
            new AccessToken(Secret.of("ya29.a"), NOW.plusSeconds(3600), Set.of("one", "two")));
  }

  @Test
  void refresh_newRefreshToken_isReturnedOnlyIfChanged() throws Exception {
    body = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"new\"}";
    assertThat(refresh().refreshToken()).isEqualTo(Secret.of("new"));
    body =
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"" + REFRESH + "\"}";
    assertThat(refresh().refreshToken()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, Refused, TOKEN_REVOKED",
    "401, invalid_client, ClientRejected, CLIENT_REJECTED",
    "401, deleted_client, ClientRejected, CLIENT_REJECTED",
    "400, unauthorized_client, ClientRejected, CLIENT_REJECTED",
    "401, unauthorized_client, ClientRejected, CLIENT_REJECTED",
    "400, invalid_request, ClientRejected, CLIENT_REJECTED",
    "400, invalid_scope, ClientRejected, CLIENT_REJECTED",
    "400, something_new, Refused, BAD_RESPONSE",
    "400, temporarily_unavailable, Unavailable, BACKEND",
    "503, internal_failure, Unavailable, BACKEND",
    "500, invalid_grant, Unavailable, BACKEND",
    "408, timeout, Unavailable, BACKEND",
    "429, rate_limit_exceeded, Unavailable, QUOTA_RATE",
  })
  void refresh_errorResponse_throwsBySeverity(
      int code, String error, String exception, Cause cause) {
    status = code;
    body = "{\"error\":\"" + error + "\",\"error_description\":\"Bad \\n Request\"}";

    RefreshException refusal = refusal();

    assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(refusal.failure().cause()).isEqualTo(cause);
    assertThat(refusal.failure().httpStatus()).isEqualTo(code);
    if (refusal instanceof RefreshException.ClientRejected rejected) {
      assertThat(rejected.certain())
          .isEqualTo(error.equals("invalid_client") || error.equals("deleted_client"));
    }
  }

  @Test
  void refresh_invalidResponse_throwsUnavailable() {
    for (String odd :
        new String[] {
          "", "null", "[]", "{}", "{\"access_token\":5}", "<html>Sign in</html>", "{\"access_tok"
        }) {
      for (int code : new int[] {200, 302, 403}) {
        status = code;
        type = odd.startsWith("<") ? "text/html" : "application/json";
        body = odd;

        RefreshException refusal = refusal();

        assertWithMessage("%s %s", code, odd)
            .that(refusal)
            .isInstanceOf(RefreshException.Unavailable.class);
        assertThat(refusal.failure().cause()).isEqualTo(Cause.BAD_RESPONSE);
      }
    }
  }

  @Test
  void refresh_responseThatQuotesSecrets_hasNoSecretInTheMessage() {
    for (String error : new String[] {"invalid_grant", "invalid_client", REFRESH, CLIENT}) {
      for (int code : new int[] {200, 400, 401, 503}) {
        status = code;
        body =
            "{\"error\":\""
                + error
                + "\",\"error_description\":\"Bad "
                + REFRESH
                + " of "
                + CLIENT
                + "\"}";

        RefreshException refusal = refusal();

        Failure failure = refusal.failure();
        String said = refusal + failure.toString() + refusal.getMessage() + refusal.getCause();
        assertThat(said).doesNotContain(REFRESH);
        assertThat(said).doesNotContain(CLIENT);
      }
    }
  }

  @Test
  void refresh_noServer_hasCauseNetwork() {
    server.stop(0);

    assertThat(refusal().failure().cause()).isEqualTo(Cause.NETWORK);
  }

  @Test
  void refresh_atTheSimulatedGoogle_worksRotatesAndIsRevoked() throws Exception {
    World world = World.builder(5).channels(1).build();
    SimulatedChannel channel = world.channels().get(0);
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      ClientSecrets client =
          ClientSecrets.parse(
              Files.readAllBytes(google.writeClientSecrets(folder.resolve("client.json"))));
      TokenRecord record =
          TokenRecord.parse(Files.readAllBytes(google.writeTokenRecord(folder, "one", channel)));
      OAuthTokenRefresher refresher = new OAuthTokenRefresher(client, http, CLOCK);

      AccessToken token = refresher.refresh(record).join().accessToken();
      google.rotateRefreshToken(channel.id());
      RefreshedTokens rotated = refresher.refresh(record).join();
      google.faults().next(1, Fault.TOKEN_HTML);
      CompletionException html =
          assertThrows(CompletionException.class, () -> refresher.refresh(record).join());
      google.revoke(channel.id());
      CompletionException revoked =
          assertThrows(CompletionException.class, () -> refresher.refresh(record).join());

      assertThat(Duration.between(NOW, token.expiresAt())).isEqualTo(Duration.ofSeconds(3599));
      assertThat(token.scopes()).isEqualTo(channel.scopes());
      assertThat(rotated.refreshToken()).isEqualTo(Secret.of(google.refreshToken(channel.id())));
      assertThat(html.getCause()).isInstanceOf(RefreshException.Unavailable.class);
      assertThat(((RefreshException) revoked.getCause()).failure())
          .isEqualTo(
              Failure.ofResponse(
                  Cause.TOKEN_REVOKED,
                  "the token endpoint returned invalid_grant: Token has been expired or revoked.",
                  400,
                  "invalid_grant"));
    }
  }
}
