// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads whose channels many token records are, several records at a time: of each only the identity
 * is kept. Not for use by several threads.
 */
public final class RosterReader implements AutoCloseable {
  private static final int AT_A_TIME = 32;

  private final TokenStore store;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_A_TIME,
          work -> {
            Thread thread = new Thread(work, "analytix-roster");
            thread.setDaemon(true);
            return thread;
          });

  /** A reader of the records in {@code store}, which the caller closes. */
  public RosterReader(TokenStore store) {
    this.store = store;
  }

  /** The channels of each record, in the order of {@code names}; see {@link Roster#read}. */
  public List<List<ChannelRef>> read(Collection<String> names) throws InterruptedException {
    List<Callable<List<ChannelRef>>> readings = new ArrayList<>();
    names.forEach(name -> readings.add(() -> Roster.read(store, name)));
    List<List<ChannelRef>> channels = new ArrayList<>();
    try {
      for (Future<List<ChannelRef>> reading : threads.invokeAll(readings)) {
        channels.add(reading.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a token store broke off", e.getCause());
    }
    return channels;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
