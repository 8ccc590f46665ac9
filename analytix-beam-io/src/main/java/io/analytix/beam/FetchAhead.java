// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what comes after a checkpoint on a thread of its own, while the runner stores what came
 * before. The restriction that the checkpoint left to the runner says where that begins; if the
 * runner never returns it, what was fetched ahead is lost, and nothing else.
 */
final class FetchAhead {
  private @Nullable Begun begun;

  private record Begun(FetchRestriction from, FutureTask<Fetched> task) {}

  /**
   * What was fetched from one checkpoint to the next.
   *
   * @param rest what remains
   * @param shards the finished shards, in the order in which they finished
   * @param counts increments the counters; to be run by the thread of a bundle
   */
  record Fetched(FetchRestriction rest, List<FinishedShard> shards, List<Runnable> counts) {}

  /** Fetches up to the next checkpoint. */
  @FunctionalInterface
  interface Fetch {
    /** Returns what was fetched from this restriction on. */
    Fetched from(FetchRestriction restriction) throws InterruptedException;
  }

  /** Begins to fetch from this restriction on. */
  void begin(FetchRestriction restriction, Fetch fetch) {
    FutureTask<Fetched> task = new FutureTask<>(() -> fetch.from(restriction));
    begun = new Begun(restriction, task);
    Thread thread = new Thread(task, "analytix-fetch-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether something was begun and not awaited. */
  boolean isBegun() {
    return begun != null;
  }

  /** Waits for what was fetched from this restriction on; fetches it if that was not begun. */
  Fetched await(FetchRestriction restriction, Fetch fetch) throws InterruptedException {
    Begun ahead = begun;
    if (ahead == null || !ahead.from.equals(restriction)) {
      cancel();
      return fetch.from(restriction);
    }
    begun = null;
    try {
      return ahead.task.get();
    } catch (InterruptedException e) {
      ahead.task.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the fetch failed", e.getCause());
    }
  }

  /** Cancels what was begun and not awaited. */
  void cancel() {
    Begun ahead = begun;
    begun = null;
    if (ahead != null) {
      ahead.task.cancel(true);
    }
  }
}
