// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel in a run's plan: identified by the name of its token record, never by the record's
 * content.
 *
 * @param tokenRecord the record's name in its store
 * @param channelId the channel that the record pins or is named after; null if only Google can
 *     identify the channel, or if the record cannot be read
 * @param contentOwner the content owner on whose behalf requests are sent, null for a channel's own
 *     consent
 * @param problem why this record cannot be used, null if no problem is known
 */
public record ChannelRef(
    String tokenRecord,
    @Nullable String channelId,
    @Nullable String contentOwner,
    @Nullable String problem)
    implements Serializable {

  /**
   * Whether {@code wanted} contains this channel's id or record; an empty set selects every
   * channel.
   */
  public boolean isOneOf(Set<String> wanted) {
    return wanted.isEmpty()
        || wanted.contains(tokenRecord)
        || (channelId != null && wanted.contains(channelId));
  }
}
