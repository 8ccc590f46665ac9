// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.time.Instant;
import java.util.Set;

/**
 * What Google says an access token is good for.
 *
 * @param audience the id of the client that it was made for
 * @param scopes the addresses of what it allows
 * @param expiresAt when it stops being good
 */
public record TokenInfo(String audience, Set<String> scopes, Instant expiresAt) {
  public TokenInfo {
    scopes = Set.copyOf(scopes);
  }
}
