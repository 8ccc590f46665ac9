// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The token record that is used for each channel; {@link ChannelClaims} decides which. */
final class ChannelHolders {
  private final Map<ChannelIdentity, ChannelRef> holders = new HashMap<>();
  private final Set<ChannelIdentity> confirmed = new HashSet<>();

  /** The record that is used for this channel, null if none is yet. */
  @Nullable ChannelRef holder(ChannelIdentity channel) {
    return holders.get(channel);
  }

  void hold(ChannelIdentity channel, ChannelRef record) {
    holders.put(channel, record);
  }

  /** Whether a request with the holder has succeeded, so that no other record can replace it. */
  boolean isConfirmed(ChannelIdentity channel) {
    return confirmed.contains(channel);
  }

  void confirm(ChannelIdentity channel) {
    confirmed.add(channel);
  }
}
