// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.oauth.OAuthClient;
import io.analytix.beam.testing.server.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An HTTP client of a simulated Google. */
public final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private final SimulatedGoogle google;
  private final String clientSecret;

  public Client(SimulatedGoogle google) {
    this.google = google;
    this.clientSecret =
        google.secrets().stream()
            .filter(one -> one.startsWith("GOCSPX-"))
            .findFirst()
            .orElseThrow();
  }

  /** A response with its body as text. */
  public record Reply(int status, String body, HttpResponse<String> response) {
    public JsonNode json() {
      return Json.parse(body);
    }

    String reason() {
      return json().at("/error/errors/0/reason").asText();
    }

    String message() {
      return json().at("/error/message").asText();
    }
  }

  Reply refresh(SimulatedChannel channel) throws IOException, InterruptedException {
    return refresh(channel.id());
  }

  /** Refreshes the tokens of a channel's id or a content owner's name. */
  Reply refresh(String account) throws IOException, InterruptedException {
    return token(
        Map.of(
            "client_id",
            OAuthClient.ID,
            "client_secret",
            clientSecret,
            "refresh_token",
            google.refreshToken(account),
            "grant_type",
            "refresh_token"));
  }

  public String accessToken(SimulatedChannel channel) throws IOException, InterruptedException {
    return refresh(channel).json().get("access_token").asText();
  }

  String accessToken(ContentOwner owner) throws IOException, InterruptedException {
    return refresh(owner.name()).json().get("access_token").asText();
  }

  Reply token(Map<String, String> form) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(google.tokenUri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build());
  }

  /** Exchanges a code. {@code more} adds or replaces form fields. */
  Reply exchange(String code, Map<String, String> more) throws IOException, InterruptedException {
    Map<String, String> form = new HashMap<>();
    form.put("client_id", OAuthClient.ID);
    form.put("client_secret", clientSecret);
    form.put("code", code);
    form.put("grant_type", "authorization_code");
    form.putAll(more);
    return token(form);
  }

  /** Posts a form without an access token. */
  Reply post(String pathAndQuery, String form) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(google.apiRootUrl().resolve(pathAndQuery))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  /** Sends a GET request without an access token. */
  Reply get(String pathAndQuery) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(google.apiRootUrl().resolve(pathAndQuery)).build());
  }

  public Reply report(String accessToken, Map<String, String> parameters)
      throws IOException, InterruptedException {
    return get("v2/reports", accessToken, parameters);
  }

  Reply channels(String accessToken, Map<String, String> parameters)
      throws IOException, InterruptedException {
    return get("youtube/v3/channels", accessToken, parameters);
  }

  Reply get(String path, String accessToken, Map<String, String> parameters)
      throws IOException, InterruptedException {
    return send(request(path, accessToken, parameters).build());
  }

  HttpRequest.Builder request(String path, String accessToken, Map<String, String> parameters) {
    URI uri = google.apiRootUrl().resolve(path + "?" + encoded(parameters));
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + accessToken);
  }

  static Reply send(HttpRequest.Builder request, Duration patience)
      throws IOException, InterruptedException {
    return send(request.timeout(patience).build());
  }

  static HttpClient http() {
    return HTTP;
  }

  private static Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return new Reply(response.statusCode(), response.body(), response);
  }

  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
