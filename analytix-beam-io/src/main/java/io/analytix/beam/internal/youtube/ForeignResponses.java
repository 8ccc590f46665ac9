// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.outcome.Failure;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;

/**
 * Detects responses that do not come from the API, such as the page of a proxy or of a captive
 * portal.
 */
final class ForeignResponses {
  private static final String REMEDY =
      "Check for an HTTP proxy or a captive portal between this machine and Google, then run"
          + " again.";

  private ForeignResponses() {}

  /** Returns the content type of a response, empty if it is JSON or missing. */
  static Optional<String> contentType(HttpHeaders headers) {
    return headers
        .firstValue("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> !type.isEmpty() && !type.endsWith("json"));
  }

  /** Returns the failure to parse a response whose content type is not JSON. */
  static Failure answered(Failure failure, String contentType) {
    return failure.with(
        failure.cause(),
        "the response has content type "
            + contentType
            + " instead of JSON, so it does not come"
            + " from the YouTube API",
        REMEDY);
  }

  /** Returns the failure of a redirect, which the API never sends. */
  static Failure redirected(Failure failure) {
    return failure.with(failure.cause(), failure.message(), REMEDY);
  }
}
