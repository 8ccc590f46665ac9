// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.TokenStore;
import java.io.IOException;
import java.util.List;
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
      List<String> names = store.names();
      if (names.isEmpty()) {
        throw new IllegalStateException(
            "the token store has no token records: let a channel's owner consent, or correct the"
                + " store");
      }
      names.forEach(out::output);
    }
  }
}
