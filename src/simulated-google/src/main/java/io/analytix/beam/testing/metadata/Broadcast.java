// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A live stream: upcoming until it starts, live until it ends, an ordinary video from then on. */
record Broadcast(
    Instant scheduledStart, @Nullable Instant actualStart, @Nullable Instant actualEnd) {
  static Broadcast scheduledFor(Instant start) {
    return new Broadcast(start, null, null);
  }

  Broadcast started(Instant start) {
    return new Broadcast(scheduledStart, start, null);
  }

  Broadcast ended(Instant end) {
    return new Broadcast(scheduledStart, actualStart, end);
  }

  boolean hasEnded() {
    return actualEnd != null;
  }

  /** Returns the value of {@code snippet.liveBroadcastContent}. */
  String content() {
    if (hasEnded()) {
      return "none";
    }
    return actualStart == null ? "upcoming" : "live";
  }
}
