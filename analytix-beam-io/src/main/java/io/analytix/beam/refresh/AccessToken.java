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
  /** Google's usual lifetime, for a response without {@code expires_in}. */
  private static final long DEFAULT_LIFETIME_SECONDS = 3600;

  /** Google's longest lifetime is 12 hours; a longer one is not relied on. */
  private static final long MAX_LIFETIME_SECONDS = 24 * 3600;

  public AccessToken {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Returns when Google stops accepting a token, at most a day after the request for it.
   *
   * @param requestedAt when the token was requested
   * @param expiresIn seconds, as in the response; 0 or less if it has none
   */
  public static Instant expiry(Instant requestedAt, long expiresIn) {
    long lifetime = expiresIn > 0 ? expiresIn : DEFAULT_LIFETIME_SECONDS;
    return requestedAt.plusSeconds(Math.min(lifetime, MAX_LIFETIME_SECONDS));
  }
}
