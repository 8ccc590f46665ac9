// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.ShardResult;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what comes after a checkpoint on a thread of its own, while the runner stores what came
 * before. The restriction that the checkpoint left to the runner says where that begins; if the
 * runner never returns it, what was fetched ahead is lost, and nothing else.
 */
final class FetchAhead {
  private @Nullable Begun begun;

  /**
   * What was fetched from one checkpoint to the next.
   *
   * @param rest what remains
   * @param results of the finished shards, in the order in which they finished
   * @param counts increments the counters; to be run by the thread of a bundle
   */
  record Fetched(FetchRestriction rest, List<ShardResult> results, List<Runnable> counts) {}

  /** Fetches from a restriction on. */
  @FunctionalInterface
  interface Fetch {
    /**
     * Returns what was fetched from this restriction on, after the last checkpoint that was taken.
     *
     * @param taker takes what was fetched up to a checkpoint, unless what it took last is not
     *     awaited yet
     */
    Fetched from(FetchRestriction restriction, Predicate<Supplier<Fetched>> taker)
        throws InterruptedException;
  }

  /**
   * What a fetch leaves: a checkpoint, or its end.
   *
   * @param fetched null if it failed
   */
  private record Piece(@Nullable Fetched fetched, @Nullable Throwable failure, boolean last) {}

  /** A fetch on another thread, up to one checkpoint ahead of what is awaited. */
  private static final class Begun {
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private FetchRestriction next;

    Begun(FetchRestriction from, Fetch fetch) {
      next = from;
      thread = new Thread(() -> run(from, fetch), "analytix-fetch-ahead");
      thread.setDaemon(true);
      thread.start();
    }

    private void run(FetchRestriction from, Fetch fetch) {
      try {
        pieces.put(end(from, fetch));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // It is cancelled.
      }
    }

    private Piece end(FetchRestriction from, Fetch fetch) throws InterruptedException {
      try {
        return new Piece(fetch.from(from, this::take), null, true);
      } catch (RuntimeException | Error e) {
        return new Piece(null, e, true);
      }
    }

    /** Called by the thread of the fetch, which alone adds pieces. */
    private boolean take(Supplier<Fetched> fetched) {
      return pieces.isEmpty() && pieces.offer(new Piece(fetched.get(), null, false));
    }
  }

  /** Begins to fetch from this restriction on. */
  void begin(FetchRestriction restriction, Fetch fetch) {
    begun = new Begun(restriction, fetch);
  }

  /** Whether something was begun that has not ended. */
  boolean isBegun() {
    return begun != null;
  }

  /**
   * Waits for what was fetched from this restriction on to the next checkpoint; begins to fetch it
   * if that was not begun.
   */
  Fetched await(FetchRestriction restriction, Fetch fetch) throws InterruptedException {
    if (begun == null || !begun.next.equals(restriction)) {
      cancel();
      begin(restriction, fetch);
    }
    Begun ahead = Objects.requireNonNull(begun);
    Piece piece;
    try {
      piece = ahead.pieces.take();
    } catch (InterruptedException e) {
      cancel();
      throw e;
    }
    if (piece.last()) {
      begun = null;
    }
    if (piece.fetched() == null) {
      throw new IllegalStateException("the fetch failed", piece.failure());
    }
    ahead.next = piece.fetched().rest();
    return piece.fetched();
  }

  /** Cancels what was begun and has not ended. */
  void cancel() {
    Begun ahead = begun;
    begun = null;
    if (ahead != null) {
      ahead.thread.interrupt();
    }
  }
}
