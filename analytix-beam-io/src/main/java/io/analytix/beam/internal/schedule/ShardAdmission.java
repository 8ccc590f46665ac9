// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.ChannelChecker;
import io.analytix.beam.internal.pace.SchedulerClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests through to where they wait for their turn: if their record speaks for the channel,
 * once the channel is open.
 */
final class ShardAdmission {
  private final WorkerState memory;
  private final SchedulerClock time;
  private final ChannelClaims claims;
  private final RequestQueue queue;
  private final ChannelGate desk;
  private final UploadsGate listings;
  private final CompletionTracker ledger;

  ShardAdmission(
      SchedulerContext tools,
      ChannelClaims claims,
      RequestQueue queue,
      ChannelGate desk,
      UploadsGate listings,
      CompletionTracker ledger) {
    this.memory = tools.memory();
    this.time = tools.time();
    this.claims = claims;
    this.queue = queue;
    this.desk = desk;
    this.listings = listings;
    this.ledger = ledger;
  }

  /** Lets requests of a channel go on, if no other record speaks for it. */
  void admit(WorkerState.ChannelState state, List<PendingRequest> askings) {
    if (askings.isEmpty()) {
      return;
    }
    ChannelIdentity identity = state.identity();
    ChannelClaims.Admission admission =
        identity == null
            ? ChannelClaims.Admission.GRANTED
            : claims.admit(identity, state.ref, askings);
    if (admission == ChannelClaims.Admission.GRANTED) {
      proceed(state, askings);
    } else if (admission == ChannelClaims.Admission.TAKEN && identity != null) {
      refuse(askings, memory.holder(identity));
    }
  }

  /** Does what was ruled about requests that claim a channel. */
  void apply(ChannelClaims.Ruling ruling) {
    if (ruling.takenBy() != null) {
      refuse(ruling.askings(), ruling.takenBy());
    } else {
      ruling
          .askings()
          .forEach(asking -> proceed(memory.channel(asking.channel()), List.of(asking)));
    }
  }

  private void proceed(WorkerState.ChannelState state, List<PendingRequest> askings) {
    AuthorizedChannel open = state.open;
    if (open == null) {
      desk.await(state, askings);
      return;
    }
    for (PendingRequest asking : askings) {
      asking.work.channel = open;
      if (asking.listing) {
        listings.await(asking);
      } else if (asking.sent == 0) {
        queue.add(asking);
      } else {
        queue.addAgain(asking, time.nanos());
      }
    }
  }

  private void refuse(List<PendingRequest> askings, @Nullable ChannelRef first) {
    for (PendingRequest asking : askings) {
      WorkerState.ChannelState state = memory.channel(asking.channel());
      ChannelIdentity identity = state.identity();
      if (state.failure == null && identity != null && first != null) {
        state.failure = ChannelChecker.duplicateRecord(identity, first);
      }
      if (state.failure != null) {
        ledger.failed(asking, state.failure);
      }
    }
  }
}
