// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.server.Json;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentTest {
  private static final String ANALYTICS = SimulatedChannel.ANALYTICS_SCOPE;
  private static final String MONEY = SimulatedChannel.MONETARY_SCOPE;

  /** The example of RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final Map<String, String> CHALLENGE =
      Map.of(
          "code_challenge",
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
          "code_challenge_method",
          "S256");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-09-20T12:00:00Z"));
  private final SimulatedChannel channel =
      SimulatedChannel.named("open").title("<Open> & \"Co\"").build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(
          World.builder(1).channel(channel).channel(SimulatedChannel.named("next").build()).build(),
          clock);
  private final Client client = new Client(google);
  private final ConsentingUser user = new ConsentingUser(client, channel.id());

  @AfterEach
  void stop() {
    google.close();
  }

  private static Map<String, String> exchange(String verifier) {
    return Map.of("redirect_uri", ConsentingUser.REDIRECT, "code_verifier", verifier);
  }

  private Client.Reply page(Map<String, String> request) throws Exception {
    return client.get("o/oauth2/v2/auth?" + Client.encoded(request));
  }

  private String code(Map<String, String> more) throws Exception {
    return user.allows(ConsentingUser.request(ANALYTICS, more), ANALYTICS).get("code");
  }

  @Test
  void page_ofARequest_hasAccountsScopesAndButtons() throws Exception {
    Client.Reply page =
        page(
            ConsentingUser.request(
                ANALYTICS + " openid " + MONEY, Map.of("login_hint", channel.id())));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/html");
    assertThat(page.body())
        .contains(
            "<option value=\"%s\" selected>&lt;Open&gt; &amp; &quot;Co&quot; (open@example.com)"
                .formatted(channel.id()));
    assertThat(page.body()).contains("name=\"allow\" value=\"" + ANALYTICS + "\" checked");
    assertThat(page.body()).contains("name=\"allow\" value=\"" + MONEY + "\" checked");
    assertThat(page.body()).contains("Learn who you are");
    assertThat(page.body()).doesNotContain("value=\"openid\"");
    assertThat(page.body()).contains("name=\"decision\" value=\"allow\"");
    assertThat(page.body()).contains("name=\"decision\" value=\"deny\"");
    assertThat(page.body()).doesNotContain("{{");
  }

  @Test
  void allow_someScopes_grantsTheseOnly() throws Exception {
    Map<String, String> answer =
        user.allows(ConsentingUser.request(ANALYTICS + " " + MONEY, CHALLENGE), ANALYTICS);

    Map<String, String> expected = new HashMap<>();
    expected.put("state", "s & t");
    expected.put("iss", "https://accounts.google.com");
    expected.put("code", answer.get("code"));
    expected.put("scope", ANALYTICS);
    expected.put("authuser", "0");
    expected.put("prompt", "consent");
    assertThat(answer).isEqualTo(expected);
    JsonNode tokens = client.exchange(answer.get("code"), exchange(VERIFIER)).json();
    assertThat(tokens.get("scope").asText()).isEqualTo(ANALYTICS);
    assertThat(tokens.get("refresh_token").asText()).isEqualTo(google.refreshToken(channel.id()));
    assertThat(client.report(tokens.get("access_token").asText(), report("views")).status())
        .isEqualTo(200);
    assertThat(
            client.report(tokens.get("access_token").asText(), report("estimatedRevenue")).status())
        .isEqualTo(403);
  }

  private static Map<String, String> report(String metric) {
    return Map.of(
        "ids", "channel==MINE",
        "startDate", "2026-09-01",
        "endDate", "2026-09-02",
        "metrics", metric);
  }

  @Test
  void deny_orNothingTicked_isAccessDenied() throws Exception {
    Map<String, String> denied =
        Map.of("state", "s & t", "iss", "https://accounts.google.com", "error", "access_denied");

    assertThat(user.denies(ConsentingUser.request(ANALYTICS, Map.of()))).isEqualTo(denied);
    assertThat(user.allows(ConsentingUser.request(ANALYTICS, Map.of()))).isEqualTo(denied);
  }

  @Test
  void scopes_notRequested_areNotGranted() throws Exception {
    Map<String, String> answer =
        user.allows(ConsentingUser.request(ANALYTICS + " email", Map.of()), ANALYTICS, MONEY);

    assertThat(List.of(answer.get("scope").split(" ")))
        .containsExactly(ANALYTICS, "openid", "https://www.googleapis.com/auth/userinfo.email");
  }

  @ParameterizedTest
  @CsvSource({
    "client_id,other,401,invalid_client",
    "redirect_uri,https://example.com/back,400,redirect_uri_mismatch",
    "redirect_uri,https://127.0.0.1:1/back,400,redirect_uri_mismatch",
    "response_type,token,400,invalid_request",
    "scope,'',400,invalid_request",
    "scope,https://www.googleapis.com/auth/nothing,400,invalid_scope",
    "code_challenge,short,400,invalid_request"
  })
  void request_oneThingWrong_isBlockedByAPage(String name, String value, int status, String error)
      throws Exception {
    Client.Reply page = page(ConsentingUser.request(ANALYTICS, Map.of(name, value)));

    assertThat(page.status()).isEqualTo(status);
    assertThat(page.body()).contains("Error " + status + ": " + error);
  }

  @Test
  void code_usedTwice_isInvalid() throws Exception {
    String code = code(CHALLENGE);

    assertThat(client.exchange(code, exchange(VERIFIER)).status()).isEqualTo(200);
    Client.Reply again = client.exchange(code, exchange(VERIFIER));
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.json().get("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void code_afterTenMinutes_isInvalid() throws Exception {
    String late = code(CHALLENGE);
    String inTime = code(CHALLENGE);
    clock.move(Duration.ofMinutes(10).minusMillis(1));
    assertThat(client.exchange(inTime, exchange(VERIFIER)).status()).isEqualTo(200);

    clock.move(Duration.ofMillis(1));
    assertThat(client.exchange(late, exchange(VERIFIER)).json().get("error").asText())
        .isEqualTo("invalid_grant");
  }

  @Test
  void verifier_wrongOrMissing_isInvalid() throws Exception {
    Client.Reply wrong = client.exchange(code(CHALLENGE), exchange(VERIFIER.replace('d', 'e')));
    Client.Reply missing =
        client.exchange(code(CHALLENGE), Map.of("redirect_uri", ConsentingUser.REDIRECT));

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json())
        .isEqualTo(
            Json.parse(
                "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid code verifier.\"}"));
    assertThat(missing.json().get("error_description").asText())
        .isEqualTo("Missing code verifier.");
  }

  @Test
  void redirectUri_anotherThanInTheRequest_isAMismatch() throws Exception {
    Client.Reply reply =
        client.exchange(
            code(CHALLENGE),
            Map.of("redirect_uri", ConsentingUser.REDIRECT + "2", "code_verifier", VERIFIER));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("error").asText()).isEqualTo("redirect_uri_mismatch");
  }

  @Test
  void webClient_withoutPromptConsent_getsARefreshTokenOnlyOnce(@TempDir Path folder)
      throws Exception {
    URI back = URI.create("https://app.example.com/back");
    Path file = google.writeWebClientSecrets(folder.resolve("client.json"), back);
    JsonNode web = Json.parse(Files.readString(file)).get("web");
    assertThat(web.at("/redirect_uris/0").asText()).isEqualTo(back.toString());

    assertThat(hasRefreshToken(back, Map.of())).isFalse();
    assertThat(hasRefreshToken(back, Map.of("access_type", "offline"))).isFalse();
    assertThat(hasRefreshToken(back, Map.of("access_type", "offline", "prompt", "consent")))
        .isTrue();
    google.revoke(channel.id());
    assertThat(hasRefreshToken(back, Map.of("access_type", "offline"))).isTrue();
  }

  private boolean hasRefreshToken(URI back, Map<String, String> request) throws Exception {
    Map<String, String> more = new HashMap<>(request);
    more.put("redirect_uri", back.toString());
    return client
        .exchange(code(more), Map.of("redirect_uri", back.toString()))
        .json()
        .has("refresh_token");
  }

  @Test
  void refreshToken_ofAnApplicationInTesting_diesAfterItsLifetime() throws Exception {
    google.refreshTokenLifetime(Duration.ofDays(7));
    JsonNode tokens = client.exchange(code(CHALLENGE), exchange(VERIFIER)).json();
    assertThat(tokens.get("refresh_token_expires_in").asLong()).isEqualTo(7 * 86_400);

    clock.move(Duration.ofDays(7).minusSeconds(1));
    assertThat(client.refresh(channel).json().get("refresh_token_expires_in").asLong())
        .isEqualTo(1);
    clock.move(Duration.ofSeconds(1));
    assertThat(client.refresh(channel).json().get("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void secrets_areAllListed_andNotInRecordedCalls() throws Exception {
    String code = code(CHALLENGE);
    JsonNode tokens = client.exchange(code, exchange(VERIFIER)).json();

    assertThat(google.secrets())
        .containsAtLeast(
            code, tokens.get("access_token").asText(), tokens.get("refresh_token").asText());
    for (String secret : google.secrets()) {
      assertThat(google.recordedCalls().toString()).doesNotContain(secret);
    }
  }
}
