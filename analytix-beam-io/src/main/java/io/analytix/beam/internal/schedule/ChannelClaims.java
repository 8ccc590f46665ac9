// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which token record is used for a channel that several records name: the first, unless
 * Google refuses it. The others wait. Once a request with the first has succeeded they are refused;
 * once all its requests have ended without success, the next record is used. So a record that pins
 * the wrong channel does not affect the channel's own record.
 */
final class ChannelClaims {
  private final ChannelStates channels;
  private final Map<ChannelRef, Integer> open = new HashMap<>();
  private final Map<ChannelRef, ChannelIdentity> granted = new HashMap<>();
  private final Map<ChannelIdentity, LinkedHashMap<ChannelRef, List<PendingRequest>>> waiting =
      new HashMap<>();

  /** What happens to requests that name a channel. */
  enum Admission {
    /** Their record is used. */
    GRANTED,
    /** They wait here. */
    WAITING,
    /** Another record is used for the channel. */
    TAKEN
  }

  /**
   * Requests whose wait is over.
   *
   * @param takenBy the record that is used for the channel, null if it is theirs
   */
  record Ruling(List<PendingRequest> requests, @Nullable ChannelRef takenBy) {}

  ChannelClaims(ChannelStates channels) {
    this.channels = channels;
  }

  /** Requests with this record are to end. */
  void begun(ChannelRef ref, int requests) {
    open.merge(ref, requests, Integer::sum);
  }

  /** Claims a channel for requests with this record. */
  Admission admit(ChannelIdentity identity, ChannelRef ref, List<PendingRequest> requests) {
    ChannelRef holder = channels.holder(identity);
    if (holder == null || holder.equals(ref) || hasGivenUp(identity, holder)) {
      grant(identity, ref);
      return Admission.GRANTED;
    }
    if (channels.isConfirmed(identity)) {
      return Admission.TAKEN;
    }
    waiting
        .computeIfAbsent(identity, any -> new LinkedHashMap<>())
        .computeIfAbsent(ref, any -> new ArrayList<>())
        .addAll(requests);
    return Admission.WAITING;
  }

  /** A request with this record has ended; returns what follows for others, null if nothing. */
  @Nullable Ruling ended(ChannelRef ref, boolean succeeded) {
    int left = open.merge(ref, -1, Integer::sum);
    ChannelIdentity identity = granted.get(ref);
    if (identity == null) {
      return null;
    }
    if (succeeded) {
      channels.confirm(identity);
    }
    LinkedHashMap<ChannelRef, List<PendingRequest>> others = waiting.get(identity);
    if (others == null) {
      return null;
    }
    if (channels.isConfirmed(identity)) {
      waiting.remove(identity);
      return new Ruling(others.values().stream().flatMap(List::stream).toList(), ref);
    }
    if (left > 0) {
      return null;
    }
    ChannelRef next = others.keySet().iterator().next();
    List<PendingRequest> requests = others.remove(next);
    if (others.isEmpty()) {
      waiting.remove(identity);
    }
    grant(identity, next);
    return new Ruling(List.copyOf(requests), null);
  }

  private void grant(ChannelIdentity identity, ChannelRef ref) {
    channels.hold(identity, ref);
    granted.put(ref, identity);
  }

  /** Whether the holder has no request left and never succeeded. */
  private boolean hasGivenUp(ChannelIdentity identity, ChannelRef holder) {
    return !channels.isConfirmed(identity)
        && open.getOrDefault(holder, 0) == 0
        && !waiting.containsKey(identity);
  }
}
