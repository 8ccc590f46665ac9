// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that advances by a fixed step each time it is read, or when a test advances it. */
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
