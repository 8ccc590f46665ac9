// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.oauth.OAuthClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {
  private static final Map<String, String> REPORT =
      Map.of(
          "ids", "channel==MINE",
          "startDate", "2026-09-01",
          "endDate", "2026-09-02",
          "metrics", "views");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-09-20T12:00:00Z"));
  private final World world = World.builder(3).today(LocalDate.of(2026, 9, 20)).channels(2).build();
  private final SimulatedChannel channel = world.channels().get(0);
  private final SimulatedGoogle google = SimulatedGoogle.start(world, clock);
  private final Client client = new Client(google);

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void refresh_goodToken_givesAFreshAccessTokenAndNoRefreshToken() throws Exception {
    JsonNode first = client.refresh(channel).json();
    JsonNode second = client.refresh(channel).json();

    assertThat(first.get("token_type").asText()).isEqualTo("Bearer");
    assertThat(first.get("expires_in").asInt()).isEqualTo(3599);
    assertThat(first.get("scope").asText()).contains(SimulatedChannel.MONETARY_SCOPE);
    assertThat(first.has("refresh_token")).isFalse();
    assertThat(second.get("access_token")).isNotEqualTo(first.get("access_token"));
  }

  @ParameterizedTest
  @CsvSource({
    "client_id,'',400,invalid_request",
    "client_id,other,401,invalid_client",
    "client_secret,'',400,invalid_request",
    "client_secret,other,401,invalid_client",
    "refresh_token,'',400,invalid_request",
    "refresh_token,other,400,invalid_grant",
    "grant_type,password,400,unsupported_grant_type"
  })
  void refresh_oneThingWrong_namesTheError(String name, String value, int status, String error)
      throws Exception {
    Map<String, String> form = new HashMap<>();
    form.put("client_id", OAuthClient.ID);
    form.put("client_secret", google.secrets().get(0));
    form.put("refresh_token", google.refreshToken(channel.id()));
    form.put("grant_type", "refresh_token");
    form.put(name, value);
    Client.Reply reply = client.token(form);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().get("error").asText()).isEqualTo(error);
    assertThat(reply.json().has("error_description")).isTrue();
  }

  @Test
  void refresh_secretMissing_saysSo() throws Exception {
    Client.Reply reply = client.token(Map.of("client_id", OAuthClient.ID));

    assertThat(reply.json().get("error_description").asText())
        .isEqualTo("client_secret is missing.");
  }

  @Test
  void accessToken_pastItsLifetime_is401() throws Exception {
    google.accessTokenLifetime(Duration.ofMinutes(10));
    String token = client.accessToken(channel);

    clock.move(Duration.ofMinutes(10).minusMillis(1));
    assertThat(client.report(token, REPORT).status()).isEqualTo(200);
    clock.move(Duration.ofMillis(1));
    assertThat(client.report(token, REPORT).status()).isEqualTo(401);
  }

  @Test
  void expireAccessTokens_invalidatesOldOnesOnly() throws Exception {
    String old = client.accessToken(channel);
    google.expireAccessTokens();

    assertThat(client.report(old, REPORT).status()).isEqualTo(401);
    assertThat(client.report(client.accessToken(channel), REPORT).status()).isEqualTo(200);
  }

  @Test
  void revoke_oneChannel_endsItsTokensAndNoOthers() throws Exception {
    SimulatedChannel other = world.channels().get(1);
    String token = client.accessToken(channel);
    google.revoke(channel.id());

    assertThat(client.report(token, REPORT).status()).isEqualTo(401);
    Client.Reply reply = client.refresh(channel);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("error").asText()).isEqualTo("invalid_grant");
    assertThat(client.refresh(other).status()).isEqualTo(200);
  }

  @Test
  void rotateRefreshToken_nextAnswerOnly_carriesANewOne() throws Exception {
    String old = google.refreshToken(channel.id());
    google.rotateRefreshToken(channel.id());
    String fresh = client.refresh(channel).json().get("refresh_token").asText();

    assertThat(fresh).isNotEqualTo(old);
    assertThat(google.refreshToken(channel.id())).isEqualTo(fresh);
    assertThat(client.refresh(channel).json().has("refresh_token")).isFalse();
  }
}
