// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.internal.pace.SchedulerClock;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** A clock that waits by jumping. */
public final class JumpingClock implements SchedulerClock {
  private long now;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(now);
  }

  @Override
  public @Nullable Runnable await(BlockingQueue<Runnable> events, long nanos) {
    jump(nanos);
    return events.poll();
  }

  /** Lets time pass. */
  public void jump(long nanos) {
    now += nanos;
  }
}
