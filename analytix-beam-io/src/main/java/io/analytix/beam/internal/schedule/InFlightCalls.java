// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.youtube.ApiException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls without a response yet; responses become events on the scheduler's thread. */
final class InFlightCalls {
  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Map<Long, CompletableFuture<?>> inFlight = new HashMap<>();
  private long count;

  /** Begins a call; {@code then} gets its value or its failure. */
  <T> void begin(
      Supplier<CompletableFuture<T>> begin, BiConsumer<@Nullable T, @Nullable ApiException> then) {
    long number = count++;
    CompletableFuture<T> call;
    try {
      call = begin.get();
    } catch (RuntimeException e) {
      call = CompletableFuture.failedFuture(e);
    }
    inFlight.put(number, call);
    CompletableFuture<T> unused =
        call.whenComplete(
            (value, failed) ->
                events.add(
                    () -> {
                      inFlight.remove(number);
                      then.accept(
                          value, failed == null ? null : ChannelAuthorizer.exception(failed));
                    }));
  }

  /** How many calls have no response yet. */
  int inFlight() {
    return inFlight.size();
  }

  /** Handles the responses that are there. */
  void drain() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  /** Handles the next response, if one arrives within {@code nanos}. */
  void await(SchedulerClock clock, long nanos) throws InterruptedException {
    Runnable event = clock.await(events, nanos);
    if (event != null) {
      event.run();
    }
  }

  /** Cancels all calls: they must not use more quota. */
  void cancel() {
    inFlight.values().forEach(call -> call.cancel(true));
  }
}
