// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenInspectorTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(NOW);
  private final HttpClient http = HttpClient.newHttpClient();
  private SimulatedGoogle google;
  private ClientSecrets client;
  private Secret token;

  @BeforeEach
  void start() throws Exception {
    World world =
        World.builder(5)
            .channel(
                SimulatedChannel.named("alpine-baker")
                    .scopes(SimulatedChannel.ANALYTICS_SCOPE)
                    .build())
            .build();
    google = SimulatedGoogle.start(world, clock);
    Path file = google.writeClientSecrets(folder.resolve("client.json"));
    client = ClientSecretsSource.file(file.toString()).read();
    FileTokenStore store = new FileTokenStore(google.writeTokenRecords(folder.resolve("tokens")));
    token =
        new OAuthTokenRefresher(client, http, clock)
            .refresh(store.read("alpine-baker"))
            .join()
            .accessToken()
            .value();
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private TokenInspector inspector() {
    return new TokenInspector(client, http, clock);
  }

  @Test
  void inspect_validToken_returnsScopesAndExpiry() throws Exception {
    assertThat(inspector().inspect(token))
        .isEqualTo(
            Optional.of(
                new TokenInfo(
                    client.clientId(),
                    Set.of(SimulatedChannel.ANALYTICS_SCOPE),
                    NOW.plusSeconds(3599))));
    assertThat(inspector().tokenIsValid(token)).isTrue();
  }

  @Test
  void tokenIsValid_expiredOrInvalidToken_isFalse() throws Exception {
    assertThat(inspector().tokenIsValid(Secret.of("ya29.never & was"))).isFalse();
    clock.move(Duration.ofHours(1));
    assertThat(inspector().tokenIsValid(token)).isFalse();
  }

  @Test
  void tokenIsValid_tokenOfAnotherClient_isFalse() throws Exception {
    ClientSecrets other = new ClientSecrets("other", Secret.of("s"), client.tokenUri());

    assertThat(new TokenInspector(other, http, clock).tokenIsValid(token)).isFalse();
  }

  @Test
  void inspect_googleDoesNotRespond_throwsIOException() {
    google.faults().next(Call.Kind.TOKEN_INFO, 1, Fault.SERVICE_UNAVAILABLE);

    assertThat(assertThrows(IOException.class, () -> inspector().tokenIsValid(token)))
        .hasMessageThat()
        .isEqualTo("tokeninfo returned status 503");
  }
}
