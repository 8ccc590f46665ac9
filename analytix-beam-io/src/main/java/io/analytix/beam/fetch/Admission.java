// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests through to where they wait for their turn: if their record speaks for the channel,
 * once the channel is open.
 */
final class Admission {
  private final LaneMemory memory;
  private final LaneTime time;
  private final Claims claims;
  private final SendQueue queue;
  private final ChannelDesk desk;
  private final ListingDesk listings;
  private final Ledger ledger;

  Admission(
      LaneTools tools,
      Claims claims,
      SendQueue queue,
      ChannelDesk desk,
      ListingDesk listings,
      Ledger ledger) {
    this.memory = tools.memory();
    this.time = tools.time();
    this.claims = claims;
    this.queue = queue;
    this.desk = desk;
    this.listings = listings;
    this.ledger = ledger;
  }

  /** Lets requests of a channel go on, if no other record speaks for it. */
  void admit(LaneMemory.ChannelState state, List<Asking> askings) {
    if (askings.isEmpty()) {
      return;
    }
    ChannelIdentity identity = state.identity();
    Claims.Admission admission =
        identity == null ? Claims.Admission.GRANTED : claims.admit(identity, state.ref, askings);
    if (admission == Claims.Admission.GRANTED) {
      proceed(state, askings);
    } else if (admission == Claims.Admission.TAKEN && identity != null) {
      refuse(askings, memory.holder(identity));
    }
  }

  /** Does what was ruled about requests that claim a channel. */
  void apply(Claims.Ruling ruling) {
    if (ruling.takenBy() != null) {
      refuse(ruling.askings(), ruling.takenBy());
    } else {
      ruling
          .askings()
          .forEach(asking -> proceed(memory.channel(asking.channel()), List.of(asking)));
    }
  }

  private void proceed(LaneMemory.ChannelState state, List<Asking> askings) {
    OpenChannel open = state.open;
    if (open == null) {
      desk.await(state, askings);
      return;
    }
    for (Asking asking : askings) {
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

  private void refuse(List<Asking> askings, @Nullable ChannelRef first) {
    for (Asking asking : askings) {
      LaneMemory.ChannelState state = memory.channel(asking.channel());
      ChannelIdentity identity = state.identity();
      if (state.failure == null && identity != null && first != null) {
        state.failure = Claims.second(identity, first);
      }
      if (state.failure != null) {
        ledger.failed(asking, state.failure);
      }
    }
  }
}
