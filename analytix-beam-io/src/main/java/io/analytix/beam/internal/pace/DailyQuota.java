// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import io.analytix.beam.internal.schedule.PendingRequest;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.QuotaUse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may still be sent on this Pacific day. What fits was chosen before; but repetitions count,
 * too. They, and requests that answer one day, never take what requests that answer many days have
 * yet to use.
 */
public final class DailyQuota {
  private final int perDay;
  private final SchedulerClock time;
  private final String unit;
  private final String option;
  private QuotaUse used;
  private long reserved;

  private DailyQuota(int perDay, QuotaUse used, SchedulerClock time, String unit, String option) {
    this.perDay = perDay;
    this.used = used;
    this.time = time;
    this.unit = unit;
    this.option = option;
  }

  /** The budget of report requests. */
  public static DailyQuota ofQueries(int perDay, QuotaUse used, SchedulerClock time) {
    return new DailyQuota(perDay, used, time, "requests", "--queriesPerDay");
  }

  /** The budget of the Data API. */
  public static DailyQuota ofUnits(int perDay, QuotaUse used, SchedulerClock time) {
    return new DailyQuota(perDay, used, time, "units of the Data API", "--dataApiUnitsPerDay");
  }

  /** What is used up of today's quota. */
  public QuotaUse used() {
    used = used.at(time.now());
    return used;
  }

  /** Sets how many requests that answer many days have not been sent yet. */
  public void reserve(long requests) {
    reserved = requests;
  }

  /** Why a request must not be sent, null if it may be. */
  @Nullable
  public Failure refusal(PendingRequest asking) {
    return left(asking.reserved > 0 ? 0 : reserved) > 0 ? null : exceeded();
  }

  private long left(long kept) {
    return perDay - used().requests() - kept;
  }

  /**
   * Keeps queries for requests that have just been found out, and tells whether it could: they are
   * asked all or, lest a later run ask some again, not at all.
   */
  public boolean reserve(List<PendingRequest> askings) {
    long queries = askings.stream().mapToLong(asking -> asking.request().queries()).sum();
    if (queries > left(reserved)) {
      return false;
    }
    askings.forEach(asking -> asking.reserved = asking.request().queries());
    reserved += queries;
    return true;
  }

  /** A call is made. */
  public void use() {
    used = used().plusOne();
  }

  /** A request is sent. */
  public void use(PendingRequest asking) {
    use();
    if (asking.reserved > 0) {
      asking.reserved--;
      reserved--;
    }
  }

  /** A request will not be sent for the first time any more. */
  public void release(PendingRequest asking) {
    reserved -= asking.reserved;
    asking.reserved = 0;
  }

  /** Why a request has to wait for another day. */
  public Failure exceeded() {
    return new Failure(
        Cause.QUOTA_DAY,
        String.format(
            Locale.ROOT, "the day's budget of %,d %s is used up or spoken for", perDay, unit),
        "Run again with --resume after midnight Pacific time, or raise "
            + option
            + " if the project's quota is larger.",
        null,
        null);
  }
}
