// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.youtube.ApiException;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** Waits for a call on its own thread, and makes it again while its failure may pass. */
record CallTimeout(RetrySchedule retries) {

  <T> T ask(Supplier<CompletableFuture<T>> call) throws ApiException, InterruptedException {
    long first = retries.time().nanos();
    for (int tried = 1; ; tried++) {
      try {
        return call.get().join();
      } catch (CompletionException e) {
        pause(ChannelAuthorizer.exception(e), tried, first);
      }
    }
  }

  private void pause(ApiException failed, int tried, long first)
      throws ApiException, InterruptedException {
    OptionalLong due = OptionalLong.empty();
    if (failed instanceof ApiException.Unavailable later) {
      due = retries.next(tried, first, later.retryAfter());
    } else if (failed instanceof ApiException.TooFast rate) {
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
