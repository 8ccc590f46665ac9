// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Spaces requests evenly, so that no sliding minute holds more than the quota.
 *
 * <p>Slots lie {@code 60 s × (1 + margin) / perMinute} apart. A lane that is late, because a pause
 * or a cold start held it up, catches up with its slots at once. What that crowds together is
 * remembered for a minute: a request leaves only when the one {@code perMinute} before it has been
 * at the server for 60 seconds, and that is sure once it was answered.
 *
 * <p>Only the pacer itself knows what it has crowded together. Whoever goes on without that
 * knowledge, in another run or on another worker, begins so much later that the minute holds all
 * the same.
 */
public final class RequestPacer {
  /** 1 %, or 0.6 s of a minute, for requests that a run which was killed has on their way. */
  static final double MARGIN = 0.01;

  /** A minute, and a little more in case the server's clock is coarser. */
  private static final long MINUTE = TimeUnit.MILLISECONDS.toNanos(60_020);

  /** What a request takes at most to reach the server, if no answer says that it took less. */
  private static final long MAX_LATENCY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The lane may always be so late without any consequence: less than the margin. */
  private static final long LITTLE_LATE = TimeUnit.MILLISECONDS.toNanos(400);

  /** It catches up with no more than this, */
  private static final long VERY_LATE = TimeUnit.SECONDS.toNanos(2);

  /** and with no more slots than this. */
  private static final int MAX_CATCH_UP_SLOTS = 20;

  /** After this many good answers in a row the pace recovers by a tenth. */
  private static final int RECOVERY = 5;

  /** One cause gives up to a window of rate answers; only the first of them counts. */
  private static final long ONE_CAUSE = TimeUnit.SECONDS.toNanos(5);

  private static final double SLOWEST = 16;

  private final SchedulerClock time;
  private final int perMinute;
  private final long spacing;
  private final Deque<Sent> lastMinute = new ArrayDeque<>();
  private double slowdown = 1;
  private int good;
  private long next;
  private long slowedAt;

  /** A request that has left. */
  public final class Sent {
    private long arrivedBy = time.nanos() + MAX_LATENCY_NANOS;

    /** It was answered, so it has arrived. */
    public void answered() {
      arrivedBy = Math.min(arrivedBy, time.nanos());
    }

    /** From then on it is in no minute together with what leaves. */
    private long goneAt() {
      return arrivedBy + MINUTE;
    }
  }

  private RequestPacer(int perMinute, SchedulerClock time, long wait) {
    this.time = time;
    this.perMinute = perMinute;
    this.spacing = spacing(perMinute);
    this.next = time.nanos() + wait;
    this.slowedAt = time.nanos() - ONE_CAUSE;
  }

  /**
   * A pacer whose first slot is at {@code notBefore}. If no pause leaves it so far away, or it is
   * past, then it is not known what was sent since, or a clock is off: it waits as a beginner.
   */
  public RequestPacer(int perMinute, Instant notBefore, SchedulerClock time) {
    this(perMinute, time, wait(perMinute, Duration.between(time.now(), notBefore)));
  }

  private static long wait(int perMinute, Duration wait) {
    boolean known =
        wait.compareTo(Duration.ofNanos(-LITTLE_LATE)) >= 0
            && wait.compareTo(Duration.ofNanos(spacing(perMinute) + VERY_LATE + MAX_LATENCY_NANOS))
                <= 0;
    return known ? Math.max(0, wait.toNanos()) : beginning(perMinute).toNanos();
  }

  /** A beginner where nobody has sent a request since then: it may be late already. */
  public static RequestPacer idleSince(Instant instant, int perMinute, SchedulerClock time) {
    Duration wait = Duration.between(time.now(), instant.plus(beginning(perMinute)));
    Duration latest = Duration.ofNanos(-mostLate(perMinute));
    return new RequestPacer(
        perMinute, time, (wait.compareTo(latest) < 0 ? latest : wait).toNanos());
  }

  /** Nanoseconds from one slot to the next at an undisturbed pace. */
  public static long spacing(int perMinute) {
    return (long) (60e9 * (1 + MARGIN) / perMinute);
  }

  /**
   * How long a beginner waits for its first slot: another run may have ended this moment, having
   * just used a slot and caught up with as many as it may.
   */
  static Duration beginning(int perMinute) {
    return Duration.ofNanos(spacing(perMinute) + mostLate(perMinute) - LITTLE_LATE);
  }

  private static long mostLate(int perMinute) {
    return Math.max(LITTLE_LATE, Math.min(VERY_LATE, MAX_CATCH_UP_SLOTS * spacing(perMinute)));
  }

  /** Nanoseconds until the next slot, 0 if it is due. */
  public long untilNext() {
    long now = time.nanos();
    long wait = Math.max(0, next - now);
    forget(now);
    return lastMinute.size() < perMinute
        ? wait
        : Math.max(wait, lastMinute.getFirst().goneAt() - now);
  }

  /** Uses up the slot that is due. */
  public Sent use() {
    long now = time.nanos();
    next = Math.max(next, slowdown > 1 ? now : now - mostLate(perMinute));
    next += (long) (spacing * slowdown);
    forget(now);
    Sent sent = new Sent();
    lastMinute.add(sent);
    return sent;
  }

  private void forget(long now) {
    while (!lastMinute.isEmpty() && lastMinute.getFirst().goneAt() <= now) {
      lastMinute.remove();
    }
  }

  /**
   * The next slot on the wall clock, for one who goes on from there evenly and without memory: what
   * a pause carries over.
   */
  public Instant nextSlot() {
    long now = time.nanos();
    long slot = Math.max(next, now);
    long since = (long) perMinute - lastMinute.size();
    for (Sent sent : lastMinute) {
      slot = Math.max(slot, sent.goneAt() - since * spacing);
      since++;
    }
    return time.now().plusNanos(slot - now);
  }

  /** The server said that the pace is too high: it is halved, once a cause. */
  public void tooFast() {
    long now = time.nanos();
    if (now - slowedAt < ONE_CAUSE) {
      return;
    }
    slowedAt = now;
    slowdown = Math.min(SLOWEST, slowdown * 2);
    good = 0;
  }

  /** The server answered. */
  public void answered() {
    if (slowdown > 1 && ++good >= RECOVERY) {
      slowdown = Math.max(1, slowdown * 0.9);
      good = 0;
    }
  }
}
