// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that is so many nanoseconds later each time it is looked at, or when it is told to. */
public final class StepClock implements LongSupplier {
  private final AtomicLong now = new AtomicLong();
  private final long step;

  public StepClock(long step) {
    this.step = step;
  }

  public void pass(long nanos) {
    now.addAndGet(nanos);
  }

  @Override
  public long getAsLong() {
    return now.addAndGet(step);
  }
}
