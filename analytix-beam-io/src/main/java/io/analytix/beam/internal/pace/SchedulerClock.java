// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time of a scheduler, and its only way to wait. Tests replace it. */
public interface SchedulerClock {
  /** Monotonic time: nanoseconds since this clock was made, never negative. */
  long nanos();

  /** The time of day. */
  Instant now();

  /** The next event, or null if none came within {@code nanos}. */
  @Nullable Runnable await(BlockingQueue<Runnable> events, long nanos) throws InterruptedException;

  /** The time of this machine. */
  static SchedulerClock system() {
    long origin = System.nanoTime();
    return new SchedulerClock() {
      @Override
      public long nanos() {
        return System.nanoTime() - origin;
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public @Nullable Runnable await(BlockingQueue<Runnable> events, long nanos)
          throws InterruptedException {
        return events.poll(nanos, TimeUnit.NANOSECONDS);
      }
    };
  }
}
