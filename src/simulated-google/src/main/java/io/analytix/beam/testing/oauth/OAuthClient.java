// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.ErrorResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** The single OAuth client of the simulated Google. */
public final class OAuthClient {
  public static final String ID = "123456789012-planted.apps.googleusercontent.com";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String secret;
  private final Set<String> webRedirects = new CopyOnWriteArraySet<>();

  public OAuthClient(SecretGenerator secrets) {
    this.secret = secrets.plant("GOCSPX-planted-", 20);
  }

  String secret() {
    return secret;
  }

  /** Registers redirect URIs of a web application. */
  void register(List<URI> redirects) {
    redirects.forEach(redirect -> webRedirects.add(redirect.toString()));
  }

  boolean isWeb(String redirect) {
    return webRedirects.contains(redirect);
  }

  /** A desktop application can redirect to any port of the loopback interface. */
  boolean mayRedirectTo(String redirect) {
    if (isWeb(redirect)) {
      return true;
    }
    try {
      URI uri = URI.create(redirect);
      return "http".equals(uri.getScheme())
          && uri.getHost() != null
          && LOOPBACK.contains(uri.getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Authenticates the client of a token request. */
  void check(Map<String, List<String>> form) throws ErrorResponse {
    String id = FormBody.only(form, "client_id", "Could not determine client ID from request.");
    if (!id.equals(ID)) {
      throw new ErrorResponse(TokenError.unknownClient());
    }
    if (!FormBody.only(form, "client_secret", "client_secret is missing.").equals(secret)) {
      throw new ErrorResponse(TokenError.wrongSecret());
    }
  }
}
