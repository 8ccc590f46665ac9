// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** The error bodies of the token endpoint. */
final class TokenError {
  private TokenError() {}

  static Answer of(int status, String error, String description) {
    return Answer.json(
        status, Json.text(Json.object().put("error", error).put("error_description", description)));
  }

  static Answer revoked() {
    return of(400, "invalid_grant", "Token has been expired or revoked.");
  }

  static Answer invalidValue() {
    return of(400, "invalid_token", "Invalid Value");
  }

  /** The older form, without a description. */
  static Answer invalidToken() {
    return Answer.json(400, Json.text(Json.object().put("error", "invalid_token")));
  }

  static Answer invalidRequest(String description) {
    return of(400, "invalid_request", description);
  }

  static Answer unknownClient() {
    return of(401, "invalid_client", "The OAuth client was not found.");
  }

  static Answer wrongSecret() {
    return of(401, "invalid_client", "The provided client secret is invalid.");
  }
}
