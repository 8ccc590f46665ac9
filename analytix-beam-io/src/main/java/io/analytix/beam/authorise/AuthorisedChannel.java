// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose figures can be read.
 *
 * @param record the name of its token record
 * @param by what it took
 * @param channelId the channel that the record is pinned to; null if it is pinned to none
 * @param title what people call the channel; null where Google was not asked
 * @param scopes the addresses of what the consent covers
 */
public record AuthorisedChannel(
    String record,
    Means by,
    @Nullable String channelId,
    @Nullable String title,
    Set<String> scopes) {
  /** What it took, from the least to the most. */
  public enum Means {
    /** The stored access token is still good. */
    STORED,
    /** The stored refresh token gave a new access token. */
    REFRESHED,
    /** A person consented. */
    CONSENTED
  }

  public AuthorisedChannel {
    scopes = Set.copyOf(scopes);
  }
}
