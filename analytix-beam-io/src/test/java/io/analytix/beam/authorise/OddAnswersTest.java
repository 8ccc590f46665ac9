// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.id.State;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ConsentScopes;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import io.analytix.beam.refresh.RefreshException;
import io.analytix.beam.refresh.RefreshedTokens;
import io.analytix.beam.truth.OddContent;
import io.analytix.beam.truth.Seed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Responses of drawn content from the endpoints of OAuth: each ends in the exception that callers
 * handle, or in a result that can be used. See {@code OddInputsTest} of the pipelines for the soak.
 */
final class OddAnswersTest {
  private static final int ANSWERS = Integer.getInteger("analytix.odd", 400) / 4;
  private static final long SEED = Seed.get();
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private static final String TOKENS =
      "{\"access_token\": \"ya29.a\", \"expires_in\": 3599, \"scope\": \"a b\", \"token_type\":"
          + " \"Bearer\", \"refresh_token\": \"1//other\", \"id_token\": \"e30.e30.e30\"}";

  private static final List<String> SAMPLES =
      List.of(
          TOKENS,
          "{\"error\": \"invalid_grant\", \"error_description\": \"Token has been expired.\"}",
          "{\"error\": {\"code\": 403, \"message\": \"no\", \"errors\": [{\"reason\": \"x\"}]}}",
          "{\"aud\": \"client-id\", \"exp\": \"1763884800\", \"scope\": \"a b\"}",
          "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"k\", \"n\": \"AQAB\", \"e\": \"AQAB\"}]}",
          "<html><body>Bad gateway</body></html>");

  private static final List<Integer> STATUSES =
      List.of(200, 200, 200, 400, 401, 403, 404, 302, 429, 500, 503);

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final OddContent odd = new OddContent(SEED);
  private final Random random = new Random(SEED);
  private HttpServer server;
  private ClientSecrets client;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        new ClientSecrets(
            "client-id",
            Secret.of("GOCSPX-planted"),
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = odd.text(SAMPLES.get(random.nextInt(SAMPLES.size())));
    exchange.sendResponseHeaders(
        STATUSES.get(random.nextInt(STATUSES.size())), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  @Timeout(600)
  void everyEndpoint_anyAnswer_endsAsItsCallersExpect() throws Exception {
    TokenRecord record = TokenRecord.parse("{\"refresh_token\":\"1//planted\"}".getBytes(UTF_8));
    for (int i = 0; i < ANSWERS; i++) {
      switch (i % 4) {
        case 0 -> refresh(record);
        case 1 -> inspect();
        case 2 -> findKey();
        default -> exchange();
      }
    }
  }

  private void refresh(TokenRecord record) {
    try {
      RefreshedTokens tokens = new OAuthTokenRefresher(client, http, clock).refresh(record).join();
      assertThat(tokens.accessToken().expiresAt()).isAtMost(NOW.plus(Duration.ofDays(1)));
    } catch (CompletionException e) {
      assertWithMessage("seed %s: %s", SEED, e)
          .that(e.getCause())
          .isInstanceOf(RefreshException.class);
      assertThat(e.getCause()).hasMessageThat().doesNotContain("planted");
    }
  }

  private void inspect() throws InterruptedException {
    try {
      boolean unused = new TokenInspector(client, http, clock).tokenIsValid(Secret.of("ya29.x"));
    } catch (IOException e) {
      assertThat(e).hasMessageThat().contains("tokeninfo");
    }
  }

  private void findKey() throws InterruptedException {
    GoogleKeys keys = new GoogleKeys(OAuthEndpoints.of(client).keys(), http, clock);
    try {
      var unused = keys.find("k");
    } catch (IdTokenException.Unavailable e) {
      assertThat(e).hasMessageThat().contains("try again later");
    }
  }

  private void exchange() throws InterruptedException {
    PendingAuthorization authorization =
        PendingAuthorization.of(
            client,
            URI.create("http://127.0.0.1:1"),
            ConsentScopes.parse(List.of("openid", "yt-analytics.readonly")),
            new State());
    IdTokens idTokens = new IdTokens(client, http, clock);
    try {
      var unused =
          new AuthorizationCodeExchange(http, idTokens, clock).exchange(authorization, "planted");
    } catch (ConsentException e) {
      assertThat(e).hasMessageThat().doesNotContain("planted");
    }
  }
}
