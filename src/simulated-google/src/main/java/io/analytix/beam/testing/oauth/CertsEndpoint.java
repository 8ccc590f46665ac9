// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.Endpoint;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;

/** {@code /oauth2/v3/certs}: the public keys that verify ID tokens. */
public final class CertsEndpoint implements Endpoint {
  private final SigningKeys keys;

  public CertsEndpoint(SigningKeys keys) {
    this.keys = keys;
  }

  /** The cache lifetime of 21,600 seconds is close to Google's. */
  @Override
  public HttpReply handle(HttpCall incoming) {
    return HttpReply.json(200, keys.published().toString())
        .withHeader("Cache-Control", "public, max-age=21600, must-revalidate, no-transform");
  }
}
