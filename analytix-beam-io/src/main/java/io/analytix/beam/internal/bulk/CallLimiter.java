// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.plan.QuotaUse;
import io.analytix.beam.youtube.ApiException;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls of all threads pass at the rate of a minute and within the quota of a day, first come,
 * first served. After a failure that concerns the whole run it lets none pass.
 */
public final class CallLimiter {
  private final SchedulerClock clock;
  private final BulkListener listener;

  /** Waits in line; never held while {@link #pacer} is locked. */
  private final ReentrantLock line = new ReentrantLock(true);

  /** Guarded by itself. */
  private final RequestPacer pacer;

  private final DailyQuota quota;
  private volatile @Nullable ApiException stopped;

  /** A limiter. */
  public CallLimiter(
      RequestPacer pacer, DailyQuota quota, SchedulerClock clock, BulkListener listener) {
    this.pacer = pacer;
    this.quota = quota;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Waits until the next call may be sent.
   *
   * @throws ApiException if none may be sent any more
   */
  RequestPacer.Sent await(CallTally tally, boolean again)
      throws ApiException, InterruptedException {
    line.lockInterruptibly();
    try {
      while (true) {
        long wait;
        synchronized (pacer) {
          require();
          wait = pacer.untilNext();
          if (wait <= 0) {
            quota.use();
            tally.sent(clock.now(), again);
            listener.sent(again);
            return pacer.use();
          }
        }
        pause(wait);
        listener.throttled(TimeUnit.NANOSECONDS.toMillis(wait));
      }
    } finally {
      line.unlock();
    }
  }

  private void require() throws ApiException {
    ApiException why = stopped;
    if (why != null) {
      throw why;
    }
    if (!quota.allows(true)) {
      throw new ApiException.DayQuotaUsed(quota.exceeded());
    }
  }

  /** Waits without sending. */
  void pause(long nanos) throws InterruptedException {
    Runnable unused = clock.await(new LinkedBlockingQueue<>(), Math.max(1, nanos));
  }

  /** A call has a response of the API. */
  void answered(RequestPacer.Sent sent) {
    synchronized (pacer) {
      sent.answered();
      pacer.answered();
    }
  }

  /** The API says that the rate is too high. */
  void tooFast() {
    synchronized (pacer) {
      pacer.tooFast();
    }
  }

  /** Nothing more is sent in this run; the first reason counts. */
  void stop(ApiException why) {
    synchronized (pacer) {
      if (stopped == null) {
        stopped = why;
      }
    }
  }

  /** The time of the next slot, for a limiter that goes on. */
  public Instant nextSlot() {
    synchronized (pacer) {
      return pacer.nextSlot();
    }
  }

  /** What is used of the day's quota. */
  public QuotaUse used() {
    synchronized (pacer) {
      return quota.used();
    }
  }
}
