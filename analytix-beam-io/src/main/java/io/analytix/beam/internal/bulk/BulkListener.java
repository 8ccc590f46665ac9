// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import java.util.concurrent.atomic.LongAdder;

/** Counts what the calls of a run do, on any thread. */
public final class BulkListener {
  private final LongAdder sent = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder throttled = new LongAdder();

  void sent(boolean again) {
    sent.increment();
    if (again) {
      retries.increment();
    }
  }

  void throttled(long milliseconds) {
    throttled.add(milliseconds);
  }

  /** Requests since the last call, including retries. */
  public long takeSent() {
    return sent.sumThenReset();
  }

  /** Retries since the last call. */
  public long takeRetries() {
    return retries.sumThenReset();
  }

  /** Milliseconds of waiting for the rate since the last call. */
  public long takeThrottled() {
    return throttled.sumThenReset();
  }
}
