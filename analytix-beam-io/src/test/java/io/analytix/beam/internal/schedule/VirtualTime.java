// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.SchedulerClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only while the scheduler waits: events happen when they are due, nothing sleeps.
 */
public final class VirtualTime implements SchedulerClock {
  private static final Instant ORIGIN = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration TOO_LONG = Duration.ofDays(7);

  private final PriorityQueue<Event> agenda =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::at).thenComparing(Comparator.comparing(Event::order)));
  private LongSupplier oversleep = () -> 0;
  private long now;
  private long order;

  private record Event(long at, long order, Runnable action) {}

  /** Lets the scheduler wake up late, by this many nanoseconds. */
  void oversleep(LongSupplier nanos) {
    oversleep = nanos;
  }

  /** Completes with what {@code make} gives after {@code delay}, or with what it throws. */
  public <T> CompletableFuture<T> later(Duration delay, Supplier<T> make) {
    CompletableFuture<T> result = new CompletableFuture<>();
    at(
        delay,
        () -> {
          try {
            result.complete(make.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  public void at(Duration delay, Runnable action) {
    agenda.add(new Event(now + delay.toNanos(), order++, action));
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  public void pass(Duration time) {
    now += time.toNanos();
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant now() {
    return ORIGIN.plusNanos(now);
  }

  @Override
  public @Nullable Runnable await(BlockingQueue<Runnable> events, long nanos) {
    long until = now + nanos;
    while (events.isEmpty() && happensBy(until)) {}
    long awake = (events.isEmpty() ? until : now) + oversleep.getAsLong();
    // The world goes on while the lane oversleeps.
    while (happensBy(awake)) {}
    now = awake;
    if (now > TOO_LONG.toNanos()) {
      throw new AssertionError("the lane does not come to its end");
    }
    return events.poll();
  }

  /** Lets the next event happen, if it is due by then, and tells whether it was. */
  private boolean happensBy(long until) {
    if (agenda.isEmpty() || agenda.peek().at > until) {
      return false;
    }
    Event next = agenda.remove();
    now = Math.max(now, next.at);
    next.action.run();
    return true;
  }
}
