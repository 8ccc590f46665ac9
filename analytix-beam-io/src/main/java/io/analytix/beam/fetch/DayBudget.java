// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.DayUse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may still be sent on this Pacific day. What fits was chosen before; but repetitions count,
 * too. They, and requests that answer one day, never take what requests that answer many days have
 * yet to use.
 */
final class DayBudget {
  private static final String REMEDY =
      "Run again with --resume after midnight Pacific time, or raise --queriesPerDay if the"
          + " project's quota is larger.";

  private final int perDay;
  private final LaneTime time;
  private DayUse used;
  private long reserved;

  DayBudget(int perDay, DayUse used, LaneTime time) {
    this.perDay = perDay;
    this.used = used;
    this.time = time;
  }

  /** What is used up of today's quota. */
  DayUse used() {
    used = used.at(time.now());
    return used;
  }

  /** Sets how many requests that answer many days have not been sent yet. */
  void reserve(long requests) {
    reserved = requests;
  }

  /** Why a request must not be sent, null if it may be. */
  @Nullable Failure refusal(ShardWork.Asking asking) {
    long left = perDay - used().requests() - (asking.reserved ? 0 : reserved);
    return left > 0 ? null : exceeded();
  }

  /** A request is sent. */
  void use(ShardWork.Asking asking) {
    used = used().plusOne();
    release(asking);
  }

  /** A request will not be sent for the first time any more. */
  void release(ShardWork.Asking asking) {
    if (asking.reserved) {
      asking.reserved = false;
      reserved--;
    }
  }

  /** Why a request has to wait for another day. */
  Failure exceeded() {
    return new Failure(
        Cause.QUOTA_DAY,
        String.format(
            Locale.ROOT, "the day's budget of %,d requests is used up or spoken for", perDay),
        REMEDY,
        null,
        null);
  }
}
