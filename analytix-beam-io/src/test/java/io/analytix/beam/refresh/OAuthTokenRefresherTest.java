// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import static com.google.common.truth.Truth.assertThat;
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
import java.util.Base64;
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
          exchange.getResponseHeaders().add("Retry-After", "7");
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
    return refresh("{\"refresh_token\":\"" + REFRESH + "\",\"scope\":\"one two\"}");
  }

  private RefreshedTokens refresh(String json) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    ClientSecrets client = new ClientSecrets("client-id", Secret.of(CLIENT), uri);
    TokenRecord record = TokenRecord.parse(json.getBytes(UTF_8));
    return new OAuthTokenRefresher(client, http, CLOCK).refresh(record).join();
  }

  private RefreshException refusal() {
    CompletionException thrown = assertThrows(CompletionException.class, this::refresh);
    return (RefreshException) thrown.getCause();
  }

  private Failure refusal(String json) {
    CompletionException thrown = assertThrows(CompletionException.class, () -> refresh(json));
    return ((RefreshException) thrown.getCause()).failure();
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

  /** Each kind of response without tokens: status, body, exception, cause, words of the remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {'error':'invalid_grant'} | Refused | TOKEN_REVOKED | 100 per account",
        "400 | {'error':'invalid_grant','error_subtype':'invalid_rapt'} | Refused | TOKEN_REVOKED"
            + " | administrator",
        "200 | {'error':'invalid_grant'} | Refused | TOKEN_REVOKED | consent again",
        "401 | {'error':'unauthorized_client'} | Refused | TOKEN_REVOKED | with this OAuth client",
        "400 | {'error':'unauthorized_client'} | Refused | TOKEN_REVOKED | with this OAuth client",
        "400 | {'error':'admin_policy_enforced'} | Refused | FORBIDDEN | administrator",
        "400 | {'error':'policy_enforced'} | Refused | FORBIDDEN | administrator",
        "403 | {'error':'org_internal'} | Refused | FORBIDDEN | user type",
        "400 | {'error':'access_denied'} | Refused | FORBIDDEN | restricted",
        "403 | {'error':'restricted_client'} | Refused | FORBIDDEN | verification status",
        "400 | {'error':'invalid_request'} | Refused | RECORD_INVALID | client_secret",
        "400 | {'error':'invalid_scope'} | Refused | RECORD_INVALID | refresh_token",
        "400 | {'error':'something_new'} | Refused | FORBIDDEN | not known here",
        "200 | {'error':'something_new'} | Refused | FORBIDDEN | not known here",
        "403 | {'error':{'status':'PERMISSION_DENIED'}} | Refused | FORBIDDEN | not known here",
        "400 | {'error':{'status':'INVALID_ARGUMENT'}} | Refused | RECORD_INVALID | refresh_token",
        "401 | {'error':'invalid_client'} | ClientRejected | CLIENT_REJECTED | client secrets file",
        "401 | {'error':'deleted_client'} | ClientRejected | CLIENT_REJECTED | 30 days",
        "401 | {'error':'disabled_client'} | ClientRejected | CLIENT_REJECTED | Cloud console",
        "200 | {'error':'disabled_client'} | ClientRejected | CLIENT_REJECTED | Cloud console",
        "400 | {'error':'temporarily_unavailable'} | Unavailable | BACKEND | later",
        "503 | {'error':'internal_failure'} | Unavailable | BACKEND | later",
        "500 | {'error':'invalid_grant'} | Unavailable | BACKEND | later",
        "408 | {'error':'timeout'} | Unavailable | BACKEND | later",
        "403 | {'error':{'errors':[{'reason':'backendError'}]}} | Unavailable | BACKEND | later",
        "503 | <html>502</html> | Unavailable | BACKEND | later",
        "429 | {'error':'rate_limit_exceeded'} | Unavailable | QUOTA_RATE | wait",
        "400 | {'error':'rate_limit_exceeded'} | Unavailable | QUOTA_RATE | wait",
        "403 | {'error':{'code':403,'errors':[{'reason':'userRateLimitExceeded'}]}} | Unavailable"
            + " | QUOTA_RATE | wait",
        "403 | {'error':{'status':'X','details':[{'reason':'RATE_LIMIT_EXCEEDED'}]}} | Unavailable"
            + " | QUOTA_RATE | wait",
        "429 | <html>Sorry</html> | Unavailable | QUOTA_RATE | wait",
        "403 | <html>Sorry</html> | Unavailable | BAD_RESPONSE | proxy",
        "200 | <html>Sign in</html> | Unavailable | BAD_RESPONSE | proxy",
        "407 | <html>Proxy</html> | Unavailable | BAD_RESPONSE | proxy",
        "302 | `` | Unavailable | BAD_RESPONSE | proxy",
        "401 | `` | Unavailable | BAD_RESPONSE | proxy",
        "400 | {'error':{'code':400}} | Unavailable | BAD_RESPONSE | proxy",
        "400 | {'error':[]} | Unavailable | BAD_RESPONSE | proxy",
        "200 | null | Unavailable | BAD_RESPONSE | proxy",
        "403 | [] | Unavailable | BAD_RESPONSE | proxy",
        "200 | {} | Unavailable | BAD_RESPONSE | proxy",
        "200 | {'access_token':5} | Unavailable | BAD_RESPONSE | proxy",
        "200 | {'access_tok | Unavailable | BAD_RESPONSE | proxy",
      })
  void refresh_responseWithoutTokens_hasTheCauseOfItsCode(
      int code, String sent, String exception, Cause cause, String remedy) {
    status = code;
    body = sent.replace('\'', '"');
    type = sent.startsWith("<") ? "text/html" : "application/json";

    RefreshException refusal = refusal();

    assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(refusal.failure().cause()).isEqualTo(cause);
    assertThat(refusal.failure().remedy()).contains(remedy);
    assertThat(refusal.failure().remedy()).doesNotContain("bug");
    assertThat(refusal.failure().httpStatus()).isEqualTo(code);
    assertThat(cause.retryable()).isEqualTo(exception.equals("Unavailable"));
  }

  @Test
  void refresh_unknownCode_keepsGooglesWords() {
    status = 400;
    body =
        "{\"error\":\"something_new\",\"error_description\":\"Bad \\n Request "
            + "x".repeat(900)
            + "\"}";

    assertThat(refusal().failure().message())
        .startsWith("the token endpoint returned something_new: Bad   Request xxx");
    assertThat(refusal().failure().reason()).isEqualTo("something_new");
  }

  @Test
  void refresh_recordOfAnotherClient_namesBothClients() throws Exception {
    status = 401;
    body = "{\"error\":\"unauthorized_client\",\"error_description\":\"Unauthorized\"}";

    assertThat(refusal("{\"refresh_token\":\"x\",\"client_id\":\"other-id\"}").message())
        .isEqualTo(
            "the token endpoint returned unauthorized_client: Unauthorized; the record was issued"
                + " to OAuth client other-id, but the client secrets are those of client-id");
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"aud\":\"signed-id\"}".getBytes(UTF_8));
    assertThat(refusal("{\"refresh_token\":\"x\",\"id_token\":\"e30." + claims + ".s\"}").message())
        .contains("issued to OAuth client signed-id, but");
    assertThat(refusal("{\"refresh_token\":\"x\",\"client_id\":\"client-id\"}").message())
        .isEqualTo("the token endpoint returned unauthorized_client: Unauthorized");
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
  void refresh_requestedDelay_isPassedOn() {
    status = 429;
    body = "{\"error\":\"rate_limit_exceeded\"}";

    assertThat(((RefreshException.Unavailable) refusal()).retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
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
