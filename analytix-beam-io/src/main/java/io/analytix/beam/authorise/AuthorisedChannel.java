// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose token record works.
 *
 * @param record the name of its token record
 * @param by how it was authorised
 * @param channelId the channel that the record is pinned to; null if it is not pinned
 * @param title the channel's title, from Google or else from its record; null if neither has it
 * @param scopes the addresses of the granted scopes
 */
public record AuthorisedChannel(
    String record,
    Means by,
    @Nullable String channelId,
    @Nullable String title,
    Set<String> scopes) {
  /** How a channel was authorised, in ascending order of effort. */
  public enum Means {
    /** The stored access token is still valid. */
    STORED,
    /** The stored refresh token returned a new access token. */
    REFRESHED,
    /** A person consented. */
    CONSENTED
  }

  public AuthorisedChannel {
    scopes = Set.copyOf(scopes);
  }
}
