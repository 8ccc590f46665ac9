// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Google's tokeninfo what an access token is good for. It is meant for a consent and for
 * diagnosis, not for every request: a run refreshes instead. Each call waits for its answer.
 */
public final class TokenInspector {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String clientId;
  private final URI address;
  private final HttpClient http;
  private final Clock clock;

  /** An inspector of the tokens of {@code client}. */
  public TokenInspector(ClientSecrets client, HttpClient http, Clock clock) {
    this.clientId = client.clientId();
    this.address = OAuthEndpoints.of(client).tokenInfo();
    this.http = http;
    this.clock = clock;
  }

  /**
   * Whether an access token is good now, and this client's.
   *
   * @throws IOException if Google did not answer
   */
  public boolean tokenIsValid(Secret accessToken) throws IOException, InterruptedException {
    return inspect(accessToken)
        .filter(info -> info.audience().equals(clientId))
        .filter(info -> clock.instant().isBefore(info.expiresAt()))
        .isPresent();
  }

  /**
   * What an access token is good for, empty if for nothing (any more).
   *
   * @throws IOException if Google did not answer
   */
  public Optional<TokenInfo> inspect(Secret accessToken) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request(accessToken), BodyHandlers.ofString());
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(read(answer.body()));
      case 400, 401 -> Optional.empty();
      default -> throw new IOException("tokeninfo answered with status " + answer.statusCode());
    };
  }

  /** By POST: an address, with a token in it, is written into logs. */
  private HttpRequest request(Secret accessToken) {
    String token = URLEncoder.encode(accessToken.reveal(), StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(address)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("access_token=" + token))
        .build();
  }

  private static TokenInfo read(String body) throws IOException {
    JsonNode info = JSON.readTree(body);
    if (!info.hasNonNull("aud") || !info.hasNonNull("exp")) {
      throw new IOException("tokeninfo did not answer with what a token is good for");
    }
    String scope = info.path("scope").asText("").strip();
    return new TokenInfo(
        info.path("aud").asText(),
        scope.isEmpty() ? Set.of() : Set.of(scope.split("\\s+")),
        Instant.ofEpochSecond(info.path("exp").asLong()));
  }
}
