// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.oauth.OAuthClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user who submits the consent page, without a browser. */
final class ConsentingUser {
  static final String REDIRECT = "http://127.0.0.1:8765/callback";

  private final Client client;
  private final String accountId;

  ConsentingUser(Client client, String accountId) {
    this.client = client;
    this.accountId = accountId;
  }

  /** Returns an authorization request. {@code more} adds or replaces parameters. */
  static Map<String, String> request(String scope, Map<String, String> more) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("client_id", OAuthClient.ID);
    request.put("redirect_uri", REDIRECT);
    request.put("response_type", "code");
    request.put("scope", scope);
    request.put("state", "s & t");
    request.putAll(more);
    return request;
  }

  /** Ticks some scopes and allows; returns the parameters of the redirect. */
  Map<String, String> allows(Map<String, String> request, String... ticked)
      throws IOException, InterruptedException {
    return decides(request, "allow", ticked);
  }

  Map<String, String> denies(Map<String, String> request) throws IOException, InterruptedException {
    return decides(request, "deny");
  }

  private Map<String, String> decides(
      Map<String, String> request, String decision, String... ticked)
      throws IOException, InterruptedException {
    List<String> form = new ArrayList<>();
    form.add(Client.encoded(Map.of("decision", decision)));
    form.add(Client.encoded(Map.of("account", accountId)));
    for (String scope : ticked) {
      form.add(Client.encoded(Map.of("allow", scope)));
    }
    Client.Reply reply =
        client.post("o/oauth2/v2/auth?" + Client.encoded(request), String.join("&", form));
    if (reply.status() != 302) {
      throw new AssertionError("no redirect, but HTTP  " + reply.status());
    }
    return parameters(URI.create(reply.response().headers().firstValue("Location").orElseThrow()));
  }

  private static Map<String, String> parameters(URI address) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : address.getRawQuery().split("&", -1)) {
      int mark = pair.indexOf('=');
      parameters.put(
          pair.substring(0, mark),
          URLDecoder.decode(pair.substring(mark + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
