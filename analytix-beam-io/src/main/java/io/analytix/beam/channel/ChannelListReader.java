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
 * Reads many token records, up to 32 at a time, because a store may be remote. Only the result of
 * each record is kept, not the record.
 */
public final class ChannelListReader implements AutoCloseable {
  private static final int MAX_CONCURRENT_READS = 32;

  private final TokenStore store;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          MAX_CONCURRENT_READS,
          work -> {
            Thread thread = new Thread(work, "analytix-channels");
            thread.setDaemon(true);
            return thread;
          });

  /** Creates a reader of the records in {@code store}. The caller closes the store. */
  public ChannelListReader(TokenStore store) {
    this.store = store;
  }

  /**
   * Returns the channels of each record, in the order of {@code names}; see {@link
   * ChannelList#read}.
   */
  public List<List<ChannelRef>> read(Collection<String> names) throws InterruptedException {
    return readAll(names, name -> ChannelList.read(store, name));
  }

  /**
   * Applies {@code reading} to each name and returns the results in the order of {@code names}.
   * Several threads call {@code reading} at the same time.
   */
  public <T> List<T> readAll(Collection<String> names, Function<String, T> reading)
      throws InterruptedException {
    List<Callable<T>> tasks = new ArrayList<>();
    names.forEach(name -> tasks.add(() -> reading.apply(name)));
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a token store failed unexpectedly", e.getCause());
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
