// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts arrivals in a sliding window. */
final class SlidingWindow {
  private final Duration length;
  private final Deque<Instant> arrivals = new ArrayDeque<>();

  SlidingWindow(Duration length) {
    this.length = length;
  }

  /** Counts an arrival, and returns the number of arrivals in the window that ends with it. */
  int arrive(Instant now) {
    arrivals.addLast(now);
    Instant edge = now.minus(length);
    while (!arrivals.isEmpty() && !arrivals.peekFirst().isAfter(edge)) {
      arrivals.removeFirst();
    }
    return arrivals.size();
  }
}
