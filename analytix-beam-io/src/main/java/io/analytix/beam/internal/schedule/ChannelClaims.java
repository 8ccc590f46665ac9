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
 * Which record speaks for a channel that several claim: the first, unless Google refuses it. The
 * others wait until the first has an answer, and are then refused; or until all its requests have
 * ended without one, and then the next has its turn. So a record that is wrongly pinned costs the
 * channel's own record nothing.
 */
final class ChannelClaims {
  private final WorkerState memory;
  private final Map<ChannelRef, Integer> open = new HashMap<>();
  private final Map<ChannelRef, ChannelIdentity> granted = new HashMap<>();
  private final Map<ChannelIdentity, LinkedHashMap<ChannelRef, List<PendingRequest>>> waiting =
      new HashMap<>();

  /** What is to be done with requests that claim a channel. */
  enum Admission {
    /** Go on. */
    GRANTED,
    /** They are kept here for now. */
    WAITING,
    /** Another record speaks for the channel. */
    TAKEN
  }

  /**
   * Requests whose wait is over.
   *
   * @param takenBy the record that speaks for the channel, null if now these do
   */
  record Ruling(List<PendingRequest> askings, @Nullable ChannelRef takenBy) {}

  ChannelClaims(WorkerState memory) {
    this.memory = memory;
  }

  /** Requests with this record have begun. */
  void begun(ChannelRef ref, int requests) {
    open.merge(ref, requests, Integer::sum);
  }

  /** Claims a channel for a record's requests. */
  Admission admit(ChannelIdentity identity, ChannelRef ref, List<PendingRequest> askings) {
    ChannelRef holder = memory.holder(identity);
    if (holder == null || holder.equals(ref) || isOver(identity, holder)) {
      grant(identity, ref);
      return Admission.GRANTED;
    }
    if (memory.vouchedFor(identity)) {
      return Admission.TAKEN;
    }
    waiting
        .computeIfAbsent(identity, unused -> new LinkedHashMap<>())
        .computeIfAbsent(ref, unused -> new ArrayList<>())
        .addAll(askings);
    return Admission.WAITING;
  }

  /** A request with this record has ended; what that means for others who wait, null if nothing. */
  @Nullable Ruling ended(ChannelRef ref, boolean answered) {
    int left = open.merge(ref, -1, Integer::sum);
    ChannelIdentity identity = granted.get(ref);
    if (identity == null) {
      return null;
    }
    if (answered) {
      memory.vouch(identity);
    }
    LinkedHashMap<ChannelRef, List<PendingRequest>> others = waiting.get(identity);
    if (others == null) {
      return null;
    }
    if (memory.vouchedFor(identity)) {
      List<PendingRequest> all = others.values().stream().flatMap(List::stream).toList();
      waiting.remove(identity);
      return new Ruling(all, ref);
    }
    if (left > 0) {
      return null;
    }
    ChannelRef next = others.keySet().iterator().next();
    List<PendingRequest> askings = others.remove(next);
    if (others.isEmpty()) {
      waiting.remove(identity);
    }
    grant(identity, next);
    return new Ruling(List.copyOf(askings), null);
  }

  private void grant(ChannelIdentity identity, ChannelRef ref) {
    memory.hold(identity, ref);
    granted.put(ref, identity);
  }

  /** Whether the holder has no request left and never had an answer. */
  private boolean isOver(ChannelIdentity identity, ChannelRef holder) {
    return !memory.vouchedFor(identity)
        && open.getOrDefault(holder, 0) == 0
        && !waiting.containsKey(identity);
  }
}
