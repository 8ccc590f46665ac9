// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a run's plan knows it: by the name of the token record, never by its content.
 *
 * @param tokenRecord the record's name in its store
 * @param channelId the channel that the record pins or is named after; null when only Google can
 *     tell, or when the record cannot be read
 * @param contentOwner the content owner on whose behalf the channel is asked, null for a channel's
 *     own consent
 * @param problem why nothing can be asked with this record, null when nothing is known against it
 */
public record ChannelRef(
    String tokenRecord,
    @Nullable String channelId,
    @Nullable String contentOwner,
    @Nullable String problem)
    implements Serializable {

  /** Whether this channel's id or record is among {@code wanted}; every channel is, of none. */
  public boolean isOneOf(Set<String> wanted) {
    return wanted.isEmpty()
        || wanted.contains(tokenRecord)
        || (channelId != null && wanted.contains(channelId));
  }
}
