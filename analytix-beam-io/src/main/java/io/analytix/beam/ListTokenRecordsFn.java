// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.TokenStore;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;

/** Emits the names of all token records of a store, when the job runs. */
final class ListTokenRecordsFn extends DoFn<byte[], String> {
  private final TokenStore.Factory stores;

  ListTokenRecordsFn(TokenStore.Factory stores) {
    this.stores = stores;
  }

  @ProcessElement
  public void process(OutputReceiver<String> out) throws IOException {
    try (TokenStore store = stores.open()) {
      store.names().forEach(out::output);
    }
  }
}
