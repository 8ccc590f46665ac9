// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.QuotaUse;
import java.util.Locale;

/**
 * What is left of an API's quota for this Pacific day. Retries count, too. Requests that cover many
 * days have reserved theirs: neither retries nor other requests can use it up.
 */
public final class DailyQuota {
  private final int perDay;
  private final SchedulerClock clock;
  private final String unit;
  private final String option;
  private QuotaUse used;
  private long reserved;

  private DailyQuota(int perDay, QuotaUse used, SchedulerClock clock, String unit, String option) {
    this.perDay = perDay;
    this.used = used;
    this.clock = clock;
    this.unit = unit;
    this.option = option;
  }

  /** The quota of report requests. */
  public static DailyQuota ofQueries(int perDay, QuotaUse used, SchedulerClock clock) {
    return new DailyQuota(perDay, used, clock, "requests", "--queriesPerDay");
  }

  /** The quota of the Data API. */
  public static DailyQuota ofUnits(int perDay, QuotaUse used, SchedulerClock clock) {
    return new DailyQuota(perDay, used, clock, "units of the Data API", "--dataApiUnitsPerDay");
  }

  /** The quota of the YouTube Reporting API. */
  public static DailyQuota ofBulk(int perDay, QuotaUse used, SchedulerClock clock) {
    return new DailyQuota(
        perDay, used, clock, "requests of the Reporting API", "--bulkQueriesPerDay");
  }

  /** What has been used of today's quota. */
  public QuotaUse used() {
    used = used.at(clock.now());
    return used;
  }

  /** Sets how many requests are reserved, whatever was reserved before. */
  public void resetReserved(long requests) {
    reserved = requests;
  }

  /** Whether one more request may be sent, {@code isReserved} if it has a reservation. */
  public boolean allows(boolean isReserved) {
    return left(isReserved ? 0 : reserved) > 0;
  }

  /** Reserves all of these requests or, if they do not fit, none; returns whether they fit. */
  public boolean reserve(long requests) {
    if (requests > left(reserved)) {
      return false;
    }
    reserved += requests;
    return true;
  }

  private long left(long kept) {
    return perDay - used().requests() - kept;
  }

  /** Counts a request that is sent. */
  public void use() {
    used = used().plusOne();
  }

  /** Gives reservations back: those requests were sent, or will not be. */
  public void release(long requests) {
    reserved -= requests;
  }

  /** Why a request has to wait for another day. */
  public Failure exceeded() {
    return new Failure(
        Cause.QUOTA_DAY,
        String.format(
            Locale.ROOT, "the day's budget of %,d %s is used up or reserved", perDay, unit),
        "Run again with --resume after midnight Pacific time, or raise "
            + option
            + " if the project's quota is larger.",
        null,
        null);
  }
}
