// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenStore;
import java.util.List;

/** A store with one record, which is checked before it is saved. */
final class InMemoryTokenStore implements TokenStore {
  private final String name;
  private TokenRecord record;

  InMemoryTokenStore(String name, TokenRecord record) {
    this.name = name;
    this.record = record;
  }

  /** The current record; a refresh may have rotated its refresh token. */
  synchronized TokenRecord record() {
    return record;
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public TokenRecord read(String name) {
    return record();
  }

  @Override
  public synchronized boolean replace(String name, TokenRecord read, TokenRecord changed) {
    record = changed;
    return true;
  }
}
