// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refusals of money reports that wait for the channel's other reports. A channel without revenue
 * and a foreign channel are refused in the same words; only a report without money shows which it
 * is. A call for the channel's identity would cost a unit for each channel without revenue.
 */
final class MonetaryRefusals {
  private final Map<ChannelRef, Channel> channels = new HashMap<>();

  /** A money request that was refused, and why. */
  record Refusal(PendingRequest request, Failure failure) {}

  private static final class Channel {
    final List<Refusal> waiting = new ArrayList<>();
    int pending;
    boolean succeeded;

    boolean isSettled() {
      return succeeded || pending == 0;
    }
  }

  /** Requests without money are to end for this channel. */
  void begun(ChannelRef ref, int requests) {
    channel(ref).pending += requests;
  }

  /** A request without money has ended; returns the refusals that need not wait any longer. */
  List<Refusal> ended(ChannelRef ref, boolean succeeded) {
    Channel channel = channel(ref);
    channel.pending--;
    channel.succeeded |= succeeded;
    if (!channel.isSettled() || channel.waiting.isEmpty()) {
      return List.of();
    }
    List<Refusal> settled = List.copyOf(channel.waiting);
    channel.waiting.clear();
    return settled;
  }

  /** Whether requests without money are pending for this channel and none has succeeded. */
  boolean isPending(ChannelRef ref) {
    return !channel(ref).isSettled();
  }

  /** Lets a refusal wait, while {@link #isPending}. */
  void add(Refusal refusal) {
    channel(refusal.request().channel()).waiting.add(refusal);
  }

  private Channel channel(ChannelRef ref) {
    return channels.computeIfAbsent(ref, any -> new Channel());
  }
}
