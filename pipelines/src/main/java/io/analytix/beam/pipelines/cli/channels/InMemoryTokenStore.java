// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenStore;
import java.util.List;

/** One record that is in no store yet, to be tried as a run would use it. */
final class InMemoryTokenStore implements TokenStore {
  private final String name;
  private TokenRecord record;

  InMemoryTokenStore(String name, TokenRecord record) {
    this.name = name;
    this.record = record;
  }

  /** The record as it is now: a refresh may have renewed its refresh token. */
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
