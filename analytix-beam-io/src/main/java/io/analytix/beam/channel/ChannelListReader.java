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
import java.util.function.Function;

/**
 * Reads many token records, several at a time, because a store may be far away: of each only what
 * is made of it is kept.
 */
public final class ChannelListReader implements AutoCloseable {
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
  public ChannelListReader(TokenStore store) {
    this.store = store;
  }

  /** The channels of each record, in the order of {@code names}; see {@link ChannelList#read}. */
  public List<List<ChannelRef>> read(Collection<String> names) throws InterruptedException {
    return each(names, name -> ChannelList.read(store, name));
  }

  /**
   * What {@code reading} makes of each record, in the order of {@code names}; it is called by
   * several threads.
   */
  public <T> List<T> each(Collection<String> names, Function<String, T> reading)
      throws InterruptedException {
    List<Callable<T>> readings = new ArrayList<>();
    names.forEach(name -> readings.add(() -> reading.apply(name)));
    List<T> made = new ArrayList<>();
    try {
      for (Future<T> one : threads.invokeAll(readings)) {
        made.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a token store broke off", e.getCause());
    }
    return made;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
