// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.http.LimitedBody;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens with Google's tokeninfo endpoint. Use it for consents and diagnosis, not
 * for every request: a run refreshes instead. Each call blocks until the response arrives.
 */
public final class TokenInspector {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String clientId;
  private final URI address;
  private final HttpClient http;
  private final Clock clock;

  /** Creates an inspector of the tokens of {@code client}. */
  public TokenInspector(ClientSecrets client, HttpClient http, Clock clock) {
    this.clientId = client.clientId();
    this.address = OAuthEndpoints.of(client).tokenInfo();
    this.http = http;
    this.clock = clock;
  }

  /**
   * Whether an access token is valid now and was issued to this client.
   *
   * @throws IOException if Google did not respond
   */
  public boolean tokenIsValid(Secret accessToken) throws IOException, InterruptedException {
    return inspect(accessToken)
        .filter(info -> info.audience().equals(clientId))
        .filter(info -> clock.instant().isBefore(info.expiresAt()))
        .isPresent();
  }

  /**
   * Returns the properties of an access token, empty if it is invalid or has expired.
   *
   * @throws IOException if Google did not respond
   */
  public Optional<TokenInfo> inspect(Secret accessToken) throws IOException, InterruptedException {
    HttpResponse<String> response =
        BoundedHttp.send(
            http, request(accessToken), LimitedBody.text(BoundedHttp.MAX_OAUTH_BYTES), TIMEOUT);
    return switch (response.statusCode()) {
      case 200 -> Optional.of(read(response.body()));
      case 400, 401 -> Optional.empty();
      default -> throw new IOException("tokeninfo returned status " + response.statusCode());
    };
  }

  /** Sends the token by POST, because servers log addresses. */
  private HttpRequest request(Secret accessToken) {
    String token = URLEncoder.encode(accessToken.reveal(), StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(address)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("access_token=" + token))
        .build();
  }

  private static TokenInfo read(String body) throws IOException {
    JsonNode info;
    try {
      info = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IOException("tokeninfo did not return JSON");
    }
    if (!info.hasNonNull("aud") || !info.hasNonNull("exp")) {
      throw new IOException("tokeninfo did not return aud and exp");
    }
    String scope = info.path("scope").asText("").strip();
    return new TokenInfo(
        info.path("aud").asText(),
        scope.isEmpty() ? Set.of() : new HashSet<>(List.of(scope.split("\\s+"))),
        expiry(info.path("exp").asLong()));
  }

  private static Instant expiry(long epochSecond) throws IOException {
    try {
      return Instant.ofEpochSecond(epochSecond);
    } catch (DateTimeException e) {
      throw new IOException("tokeninfo returned an impossible exp");
    }
  }
}
