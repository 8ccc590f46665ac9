// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Roster;
import io.analytix.beam.channel.TokenStore;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;

/** Makes the channels of a token record's name: who they are, never the record's content. */
final class ReadIdentitiesFn extends DoFn<String, ChannelRef> {
  private final TokenStore.Factory stores;
  private final Set<String> wanted;
  private transient TokenStore store;

  /**
   * Channels of the records in a store.
   *
   * @param wanted record names and channel ids; empty for all
   */
  ReadIdentitiesFn(TokenStore.Factory stores, Set<String> wanted) {
    this.stores = stores;
    this.wanted = wanted;
  }

  @Setup
  public void setup() {
    store = stores.open();
  }

  @ProcessElement
  public void process(@Element String tokenRecord, OutputReceiver<ChannelRef> out) {
    for (ChannelRef channel : Roster.read(store, tokenRecord)) {
      if (channel.isOneOf(wanted)) {
        out.output(channel);
      }
    }
  }

  @Teardown
  public void teardown() {
    if (store != null) {
      store.close();
    }
  }
}
