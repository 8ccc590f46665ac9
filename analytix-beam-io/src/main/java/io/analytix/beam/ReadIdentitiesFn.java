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
 * Emits the channels of token records: their identities, never the records' content. The records of
 * a bundle are read together, several at a time, because a store may be remote.
 */
final class ReadIdentitiesFn extends DoFn<String, ChannelRef> {
  private final TokenStore.Factory stores;
  private final Set<String> wanted;
  private transient TokenStore store;
  private transient ChannelListReader reader;
  private transient List<PendingRecord> pending;

  /** A record to read, with the timestamp and the window of its element. */
  private record PendingRecord(String tokenRecord, Instant timestamp, BoundedWindow window) {}

  /** Creates a function that emits all channels. */
  ReadIdentitiesFn(TokenStore.Factory stores) {
    this(stores, Set.of());
  }

  /**
   * Creates the function.
   *
   * @param wanted names of records and ids of channels to emit; empty for all
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
    pending = new ArrayList<>();
  }

  @ProcessElement
  public void process(
      @Element String tokenRecord, @Timestamp Instant timestamp, BoundedWindow window) {
    pending.add(new PendingRecord(tokenRecord, timestamp, window));
  }

  @FinishBundle
  public void finish(FinishBundleContext out) throws InterruptedException {
    List<List<ChannelRef>> read =
        reader.read(pending.stream().map(PendingRecord::tokenRecord).toList());
    for (int i = 0; i < read.size(); i++) {
      PendingRecord record = pending.get(i);
      for (ChannelRef channel : read.get(i)) {
        if (channel.isOneOf(wanted)) {
          out.output(channel, record.timestamp(), record.window());
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
