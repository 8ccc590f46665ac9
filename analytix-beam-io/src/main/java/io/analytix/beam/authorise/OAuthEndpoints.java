// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.TrustedEndpoint;
import java.net.URI;

/**
 * The endpoints for verifying tokens, which a client secrets file does not contain.
 *
 * @param tokenInfo returns the audience, scopes and expiry of an access token
 * @param keys the public keys of ID tokens, a JSON Web Key Set
 */
record OAuthEndpoints(URI tokenInfo, URI keys) {
  private static final OAuthEndpoints GOOGLE =
      new OAuthEndpoints(
          URI.create("https://oauth2.googleapis.com/tokeninfo"),
          URI.create("https://www.googleapis.com/oauth2/v3/certs"));

  /**
   * Returns Google's endpoints; for a client whose token endpoint is on this machine, those of the
   * same server.
   */
  static OAuthEndpoints of(ClientSecrets client) {
    URI token = client.tokenUri();
    return TrustedEndpoint.isLoopback(token)
        ? new OAuthEndpoints(token.resolve("/tokeninfo"), token.resolve("/oauth2/v3/certs"))
        : GOOGLE;
  }
}
