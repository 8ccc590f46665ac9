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

/** Calls on their way; their answers come back as events on the lane's own thread. */
final class InFlightCalls {
  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Map<Long, CompletableFuture<?>> inFlight = new HashMap<>();
  private long count;

  /** Begins a call and lets {@code then} have its value or its failure. */
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

  /** How many calls have no answer yet. */
  int inFlight() {
    return inFlight.size();
  }

  /** Takes in the answers that are there. */
  void drain() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  /** Takes in the next answer, if one comes within {@code nanos}. */
  void await(SchedulerClock time, long nanos) throws InterruptedException {
    Runnable event = time.await(events, nanos);
    if (event != null) {
      event.run();
    }
  }

  /** Gives up on what is on its way: it must not go on using quota. */
  void cancel() {
    inFlight.values().forEach(call -> call.cancel(true));
  }
}
