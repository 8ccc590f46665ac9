// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.oauth.OAuthClient;
import io.analytix.beam.testing.server.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenInfoTest {
  private final MovableClock clock = new MovableClock(Instant.parse("2026-09-20T12:00:00Z"));
  private final SimulatedChannel channel =
      SimulatedChannel.named("open").scopes(SimulatedChannel.ANALYTICS_SCOPE).build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(World.builder(1).channel(channel).build(), clock);
  private final Client client = new Client(google);

  @AfterEach
  void stop() {
    google.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokeninfo", "oauth2/v3/tokeninfo"})
  void accessToken_valid_hasStringValues(String path) throws Exception {
    String token = client.accessToken(channel);
    clock.move(Duration.ofSeconds(99));
    JsonNode expected =
        Json.parse(
            """
            {"azp":"%1$s","aud":"%1$s","scope":"%2$s","exp":"1789909199","expires_in":"3500",
             "access_type":"offline"}"""
                .formatted(OAuthClient.ID, SimulatedChannel.ANALYTICS_SCOPE));

    assertThat(client.get(path + "?access_token=" + token).json()).isEqualTo(expected);
    assertThat(client.post(path, "access_token=" + token).json()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauth2/v1/tokeninfo", "oauth2/v2/tokeninfo"})
  void accessToken_valid_hasTheOlderFieldNames(String path) throws Exception {
    assertThat(client.get(path + "?access_token=" + client.accessToken(channel)).json())
        .isEqualTo(
            Json.parse(
                """
                {"issued_to":"%1$s","audience":"%1$s","scope":"%2$s","expires_in":3599,
                 "access_type":"offline"}"""
                    .formatted(OAuthClient.ID, SimulatedChannel.ANALYTICS_SCOPE)));
  }

  @Test
  void accessToken_expired_isInvalid() throws Exception {
    String token = client.accessToken(channel);
    clock.move(Duration.ofSeconds(3599));
    Client.Reply reply = client.get("tokeninfo?access_token=" + token);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json())
        .isEqualTo(
            Json.parse("{\"error\":\"invalid_token\",\"error_description\":\"Invalid Value\"}"));
    assertThat(client.get("oauth2/v1/tokeninfo?access_token=" + token).json())
        .isEqualTo(Json.parse("{\"error\":\"invalid_token\"}"));
  }
}
