// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** Answers {@code /oauth2/v3/certs}: the keys with which a client checks ID tokens. */
final class CertsEndpoint implements Endpoint {
  private final SigningKeys keys;

  CertsEndpoint(SigningKeys keys) {
    this.keys = keys;
  }

  /** The keys may be kept for 21,600 seconds, which is about what Google says. */
  @Override
  public Answer answer(Incoming incoming) {
    return Answer.json(200, keys.published().toString())
        .withHeader("Cache-Control", "public, max-age=21600, must-revalidate, no-transform");
  }
}
