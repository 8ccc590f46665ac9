// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;

/** The error responses of the token endpoint. */
public final class TokenError {
  private TokenError() {}

  public static HttpReply of(int status, String error, String description) {
    return HttpReply.json(
        status, Json.text(Json.object().put("error", error).put("error_description", description)));
  }

  public static HttpReply revoked() {
    return of(400, "invalid_grant", "Token has been expired or revoked.");
  }

  public static HttpReply invalidValue() {
    return of(400, "invalid_token", "Invalid Value");
  }

  /** The older form, without a description. */
  public static HttpReply invalidToken() {
    return HttpReply.json(400, Json.text(Json.object().put("error", "invalid_token")));
  }

  public static HttpReply invalidRequest(String description) {
    return of(400, "invalid_request", description);
  }

  public static HttpReply unknownClient() {
    return of(401, "invalid_client", "The OAuth client was not found.");
  }

  static HttpReply wrongSecret() {
    return of(401, "invalid_client", "The provided client secret is invalid.");
  }
}
