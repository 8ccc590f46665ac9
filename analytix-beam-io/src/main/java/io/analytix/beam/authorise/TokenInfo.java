// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.time.Instant;
import java.util.Set;

/**
 * The properties of an access token according to Google's tokeninfo endpoint.
 *
 * @param audience the id of the client that it was issued to
 * @param scopes the addresses of its scopes
 * @param expiresAt when it expires
 */
public record TokenInfo(String audience, Set<String> scopes, Instant expiresAt) {
  public TokenInfo {
    scopes = Set.copyOf(scopes);
  }
}
