// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.TrustedEndpoint;
import java.net.URI;

/**
 * Where tokens are looked at: addresses that a client secrets file does not tell.
 *
 * @param tokenInfo tells what an access token is good for
 * @param keys the public keys of ID tokens, a JSON Web Key Set
 */
record OAuthEndpoints(URI tokenInfo, URI keys) {
  private static final OAuthEndpoints GOOGLE =
      new OAuthEndpoints(
          URI.create("https://oauth2.googleapis.com/tokeninfo"),
          URI.create("https://www.googleapis.com/oauth2/v3/certs"));

  /** Google's; or, of a client whose tokens come from this machine, those of the same server. */
  static OAuthEndpoints of(ClientSecrets client) {
    URI token = client.tokenUri();
    return TrustedEndpoint.isLoopback(token)
        ? new OAuthEndpoints(token.resolve("/tokeninfo"), token.resolve("/oauth2/v3/certs"))
        : GOOGLE;
  }
}
