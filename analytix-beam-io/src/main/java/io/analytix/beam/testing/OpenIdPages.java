// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/** What a client needs to check ID tokens: where everything is, and the keys. */
final class OpenIdPages {
  /** For how long keys may be kept, in seconds; about what Google says. */
  private static final int MAX_AGE = 21_600;

  private final SigningKeys keys;

  OpenIdPages(SigningKeys keys) {
    this.keys = keys;
  }

  /** Answers {@code /oauth2/v3/certs}. */
  Answer certs(Incoming incoming) {
    return cacheable(Answer.json(200, keys.published().toString()), MAX_AGE);
  }

  /** Answers {@code /.well-known/openid-configuration}, with the addresses of this server. */
  Answer discovery(Incoming incoming) {
    URI root = incoming.origin();
    ObjectNode body =
        Json.object()
            .put("issuer", IdTokens.ISSUER)
            .put("authorization_endpoint", root.resolve("o/oauth2/v2/auth").toString())
            .put("token_endpoint", root.resolve("token").toString())
            .put("revocation_endpoint", root.resolve("revoke").toString())
            .put("jwks_uri", root.resolve("oauth2/v3/certs").toString());
    put(body, "response_types_supported", List.of("code"));
    put(body, "subject_types_supported", List.of("public"));
    put(body, "id_token_signing_alg_values_supported", List.of("RS256"));
    put(body, "scopes_supported", List.of("openid", "email", "profile"));
    put(body, "token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    put(body, "code_challenge_methods_supported", List.of("plain", "S256"));
    put(body, "grant_types_supported", List.of("authorization_code", "refresh_token"));
    return cacheable(Answer.json(body), 3_600);
  }

  private static void put(ObjectNode body, String name, Collection<String> values) {
    ArrayNode array = body.putArray(name);
    values.forEach(array::add);
  }

  private static Answer cacheable(Answer answer, int seconds) {
    return answer.withHeader(
        "Cache-Control", "public, max-age=" + seconds + ", must-revalidate, no-transform");
  }
}
