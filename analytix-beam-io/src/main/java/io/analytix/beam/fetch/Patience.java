// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** Waits for a call on its own thread, and makes it again while its failure may pass. */
record Patience(Retries retries) {

  <T> T ask(Supplier<CompletableFuture<T>> call) throws FetchException, InterruptedException {
    long first = retries.time().nanos();
    for (int tried = 1; ; tried++) {
      try {
        return call.get().join();
      } catch (CompletionException e) {
        pause(ChannelOpener.exception(e), tried, first);
      }
    }
  }

  private void pause(FetchException failed, int tried, long first)
      throws FetchException, InterruptedException {
    OptionalLong due = OptionalLong.empty();
    if (failed instanceof FetchException.Unavailable later) {
      due = retries.next(tried, first, later.retryAfter());
    } else if (failed instanceof FetchException.TooFast rate) {
      due = retries.next(tried, first, rate.retryAfter());
    }
    if (due.isEmpty()) {
      throw failed;
    }
    BlockingQueue<Runnable> nothing = new LinkedBlockingQueue<>();
    Runnable unused =
        retries.time().await(nothing, Math.max(0, due.getAsLong() - retries.time().nanos()));
  }
}
