// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.outcome.Failure;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells answers that are none of the API's, though nothing says so: a proxy's page, or that of a
 * network that wants its users to sign in first.
 */
final class ForeignResponses {
  private static final String REMEDY =
      "Check what stands between this machine and Google: a proxy, or a network that wants a"
          + " sign-in, answers in its place. Then run again.";

  private ForeignResponses() {}

  /** What an answer says that it is, empty if that is JSON or not said. */
  static Optional<String> contentType(HttpHeaders headers) {
    return headers
        .firstValue("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> !type.isEmpty() && !type.endsWith("json"));
  }

  /** A failure to read what is no JSON and does not say that it is. */
  static Failure answered(Failure failure, String contentType) {
    return failure.with(
        failure.cause(),
        "the answer is " + contentType + ", not the API's JSON: somebody else answered",
        REMEDY);
  }

  /** A failure by being sent elsewhere, as the API never does. */
  static Failure redirected(Failure failure) {
    return failure.with(failure.cause(), failure.message(), REMEDY);
  }
}
