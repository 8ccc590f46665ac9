// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import io.analytix.beam.channel.Secret;
import java.time.Instant;
import java.util.Set;

/**
 * An OAuth access token.
 *
 * @param expiresAt when Google stops accepting it
 * @param scopes the granted scopes, as addresses; empty if the token response did not list them
 */
public record AccessToken(Secret value, Instant expiresAt, Set<String> scopes) {
  public AccessToken {
    scopes = Set.copyOf(scopes);
  }
}
