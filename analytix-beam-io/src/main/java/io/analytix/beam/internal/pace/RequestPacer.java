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
 * <p>Slots lie {@code 60 s × (1 + margin) / perMinute} apart. After a delay, for example by a
 * checkpoint, missed slots are used at once, up to a limit. So the pacer keeps the requests of the
 * last minute: a request leaves only when the one {@code perMinute} before it has been at the
 * server for 60 seconds, which is certain once it was answered.
 *
 * <p>Another run or another worker does not have that record. It begins so much later that the
 * minute holds all the same.
 */
public final class RequestPacer {
  /** 1 %, or 0.6 s of a minute, for requests in flight of a run that was killed. */
  static final double MARGIN = 0.01;

  /** A minute, and a little more in case the server's clock is coarser. */
  private static final long MINUTE = TimeUnit.MILLISECONDS.toNanos(60_020);

  /** Maximum time until a request reaches the server, if no response shows that it took less. */
  private static final long MAX_LATENCY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A delay without consequences: less than the margin. */
  private static final long HARMLESS_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  /** Maximum delay that is made up for. */
  private static final long MAX_CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Maximum number of slots that are made up for. */
  private static final int MAX_CATCH_UP_SLOTS = 20;

  /** After this many successes in a row the rate rises by a tenth. */
  private static final int SUCCESSES_TO_RECOVER = 5;

  /** Rate-limit responses within this time count as one. */
  private static final long SLOWDOWN_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final double MAX_SLOWDOWN = 16;

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

    /** It has a response, so it has arrived. */
    public void answered() {
      arrivedBy = Math.min(arrivedBy, time.nanos());
    }

    /** From then on no minute holds it together with a new request. */
    private long goneAt() {
      return arrivedBy + MINUTE;
    }
  }

  private RequestPacer(int perMinute, SchedulerClock time, long wait) {
    this.time = time;
    this.perMinute = perMinute;
    this.spacing = spacing(perMinute);
    this.next = time.nanos() + wait;
    this.slowedAt = time.nanos() - SLOWDOWN_WINDOW_NANOS;
  }

  /**
   * A pacer whose first slot is at {@code notBefore}. If that is past, or farther away than a
   * checkpoint can leave it, it is not known what was sent since, or a clock is wrong: it waits as
   * without knowledge.
   */
  public RequestPacer(int perMinute, Instant notBefore, SchedulerClock time) {
    this(perMinute, time, wait(perMinute, Duration.between(time.now(), notBefore)));
  }

  private static long wait(int perMinute, Duration wait) {
    boolean known =
        wait.compareTo(Duration.ofNanos(-HARMLESS_DELAY_NANOS)) >= 0
            && wait.compareTo(
                    Duration.ofNanos(spacing(perMinute) + MAX_CATCH_UP_NANOS + MAX_LATENCY_NANOS))
                <= 0;
    return known ? Math.max(0, wait.toNanos()) : initialWait(perMinute).toNanos();
  }

  /** A pacer without knowledge, whose quota was not used since then: its slot may be past. */
  public static RequestPacer idleSince(Instant instant, int perMinute, SchedulerClock time) {
    Duration wait = Duration.between(time.now(), instant.plus(initialWait(perMinute)));
    Duration latest = Duration.ofNanos(-maxCatchUp(perMinute));
    return new RequestPacer(
        perMinute, time, (wait.compareTo(latest) < 0 ? latest : wait).toNanos());
  }

  /** Nanoseconds from one slot to the next at the full rate. */
  public static long spacing(int perMinute) {
    return (long) (60e9 * (1 + MARGIN) / perMinute);
  }

  /**
   * How long to wait for the first slot without knowledge: another run may have ended just now,
   * after it made up for as many slots as it may.
   */
  static Duration initialWait(int perMinute) {
    return Duration.ofNanos(spacing(perMinute) + maxCatchUp(perMinute) - HARMLESS_DELAY_NANOS);
  }

  private static long maxCatchUp(int perMinute) {
    return Math.max(
        HARMLESS_DELAY_NANOS,
        Math.min(MAX_CATCH_UP_NANOS, MAX_CATCH_UP_SLOTS * spacing(perMinute)));
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
    next = Math.max(next, slowdown > 1 ? now : now - maxCatchUp(perMinute));
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
   * The next slot on the wall clock for a pacer that goes on evenly without the record of the last
   * minute: what a checkpoint keeps.
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

  /** A rate-limit response arrived: the rate is halved, once for those that arrive together. */
  public void tooFast() {
    long now = time.nanos();
    if (now - slowedAt < SLOWDOWN_WINDOW_NANOS) {
      return;
    }
    slowedAt = now;
    slowdown = Math.min(MAX_SLOWDOWN, slowdown * 2);
    good = 0;
  }

  /** A request succeeded. */
  public void answered() {
    if (slowdown > 1 && ++good >= SUCCESSES_TO_RECOVER) {
      slowdown = Math.max(1, slowdown * 0.9);
      good = 0;
    }
  }
}
