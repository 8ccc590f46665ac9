// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelListReader;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.TokenStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * Makes the channels of token records' names: who they are, never the records' content. A bundle's
 * records are read together, several at a time, because a store may be far away.
 */
final class ReadIdentitiesFn extends DoFn<String, ChannelRef> {
  private final TokenStore.Factory stores;
  private final Set<String> wanted;
  private transient TokenStore store;
  private transient ChannelListReader reader;
  private transient List<Waiting> waiting;

  /** A record to be read, with where its channels belong. */
  private record Waiting(String tokenRecord, Instant timestamp, BoundedWindow window) {}

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
    reader = new ChannelListReader(store);
  }

  @StartBundle
  public void start() {
    waiting = new ArrayList<>();
  }

  @ProcessElement
  public void process(
      @Element String tokenRecord, @Timestamp Instant timestamp, BoundedWindow window) {
    waiting.add(new Waiting(tokenRecord, timestamp, window));
  }

  @FinishBundle
  public void finish(FinishBundleContext out) throws InterruptedException {
    List<List<ChannelRef>> read = reader.read(waiting.stream().map(Waiting::tokenRecord).toList());
    for (int i = 0; i < read.size(); i++) {
      Waiting of = waiting.get(i);
      for (ChannelRef channel : read.get(i)) {
        if (channel.isOneOf(wanted)) {
          out.output(channel, of.timestamp(), of.window());
        }
      }
    }
  }

  @Teardown
  public void teardown() {
    if (store != null) {
      reader.close();
      store.close();
    }
  }
}
