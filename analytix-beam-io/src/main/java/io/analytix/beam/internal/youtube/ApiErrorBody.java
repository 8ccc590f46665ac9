// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * The body of an error response; every field may be absent. Only Google's newer front end sends
 * {@code status} and {@code details}, so the classification does not depend on them alone.
 *
 * @param ofApi whether the body has the object {@code error}, as all errors of Google's APIs
 * @param reason {@code errors[0].reason}, empty if absent
 * @param message {@code error.message}, empty if absent
 * @param infoReason reason of the {@code google.rpc.ErrorInfo} detail, empty if absent
 * @param quotaUnit the unit of the exceeded quota, such as {@code 1/d/{project}}; empty if absent
 * @param quotaLimit the name of the exceeded limit; empty if absent
 */
record ApiErrorBody(
    boolean ofApi,
    String reason,
    String message,
    String infoReason,
    String quotaUnit,
    String quotaLimit) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ApiErrorBody read(byte[] body) {
    JsonNode error;
    try {
      JsonNode root = JSON.readTree(body);
      error = root == null ? JSON.missingNode() : root.path("error");
    } catch (IOException e) {
      error = JSON.missingNode();
    }
    JsonNode info = JSON.missingNode();
    for (JsonNode detail : error.path("details")) {
      if (detail.path("@type").asText().endsWith("google.rpc.ErrorInfo")) {
        info = detail;
      }
    }
    JsonNode metadata = info.path("metadata");
    return new ApiErrorBody(
        error.isObject(),
        error.path("errors").path(0).path("reason").asText(),
        error.path("message").asText(),
        info.path("reason").asText(),
        metadata.path("quota_unit").asText(),
        metadata.path("quota_limit").asText());
  }

  /** Whether the exceeded limit is per Pacific day. */
  boolean ofDay() {
    if (!quotaUnit.isEmpty()) {
      return quotaUnit.startsWith("1/d/");
    }
    if (!quotaLimit.isEmpty()) {
      return quotaLimit.contains("PerDay");
    }
    return reason.equals("quotaExceeded")
        || reason.equals("dailyLimitExceeded")
        || message.contains("per day");
  }

  /** Whether the exceeded limit is per user. */
  boolean ofUser() {
    return quotaUnit.endsWith("/{user}") || reason.equals("userRateLimitExceeded");
  }

  /** Whether a quota or rate limit was exceeded, according to the reason codes. */
  boolean ofQuota() {
    return switch (reason) {
      case "quotaExceeded", "dailyLimitExceeded", "rateLimitExceeded", "userRateLimitExceeded" ->
          true;
      default -> infoReason.equals("RATE_LIMIT_EXCEEDED");
    };
  }
}
