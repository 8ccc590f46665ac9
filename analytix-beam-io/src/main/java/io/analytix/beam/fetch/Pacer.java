// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Spaces requests evenly, so that no sliding minute holds more than the quota, and nothing has to
 * be remembered but the time of the next slot.
 *
 * <p>Slots lie {@code 60 s × (1 + margin) / perMinute} apart, so slot i + perMinute comes {@code 60
 * s × (1 + margin)} after slot i. A request may reach the server up to {@code 60 s × margin} after
 * its slot, whatever the reason, before 60 seconds can hold one too many. Part of that is spent on
 * letting a late lane catch up with its slots; when it is later than that, the slots move.
 */
final class Pacer {
  /** 2 %: a request may arrive up to 1.2 s after its slot. */
  static final double MARGIN = 0.02;

  /** The part of the lateness that the lane allows itself; the rest is the network's. */
  private static final long OWN_LATENESS = TimeUnit.MILLISECONDS.toNanos(400);

  /** After this many good answers in a row the pace recovers by a tenth. */
  private static final int RECOVERY = 5;

  /** One cause gives up to a window of rate answers; only the first of them counts. */
  private static final long ONE_CAUSE = TimeUnit.SECONDS.toNanos(5);

  private static final double SLOWEST = 16;

  private final LaneTime time;
  private final long spacing;
  private double slowdown = 1;
  private int good;
  private long next;
  private long slowedAt;

  /**
   * A pacer whose first slot is at {@code notBefore}, but never more than one spacing away, so that
   * a clock that is off costs one slot at most.
   */
  Pacer(int perMinute, Instant notBefore, LaneTime time) {
    this.time = time;
    this.spacing = spacing(perMinute);
    long wait = Duration.between(time.now(), notBefore).toMillis();
    long nanos = TimeUnit.MILLISECONDS.toNanos(Math.min(wait, TimeUnit.MINUTES.toMillis(2)));
    this.next = time.nanos() + Math.max(0, Math.min(nanos, spacing));
    this.slowedAt = time.nanos() - ONE_CAUSE;
  }

  /** Nanoseconds from one slot to the next at an undisturbed pace. */
  static long spacing(int perMinute) {
    return (long) (60e9 * (1 + MARGIN) / perMinute);
  }

  /** Nanoseconds until the next slot, 0 if it is due. */
  long untilNext() {
    return Math.max(0, next - time.nanos());
  }

  /** Uses up the slot that is due. */
  void use() {
    long now = time.nanos();
    if (now - next > OWN_LATENESS) {
      next = now;
    }
    next += (long) (spacing * slowdown);
  }

  /** The next slot on the wall clock: what a pause carries over. */
  Instant nextSlot() {
    return time.now().plusNanos(untilNext());
  }

  /** The server said that the pace is too high: it is halved, once a cause. */
  void tooFast() {
    long now = time.nanos();
    if (now - slowedAt < ONE_CAUSE) {
      return;
    }
    slowedAt = now;
    slowdown = Math.min(SLOWEST, slowdown * 2);
    good = 0;
  }

  /** The server answered. */
  void answered() {
    if (slowdown > 1 && ++good >= RECOVERY) {
      slowdown = Math.max(1, slowdown * 0.9);
      good = 0;
    }
  }
}
