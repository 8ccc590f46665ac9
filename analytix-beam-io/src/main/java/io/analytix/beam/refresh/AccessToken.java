// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import io.analytix.beam.channel.Secret;
import java.time.Instant;
import java.util.Set;

/**
 * What a request is authorised with.
 *
 * @param expiresAt when Google stops taking it
 * @param scopes what it allows; empty when Google did not say
 */
public record AccessToken(Secret value, Instant expiresAt, Set<String> scopes) {
  public AccessToken {
    scopes = Set.copyOf(scopes);
  }
}
