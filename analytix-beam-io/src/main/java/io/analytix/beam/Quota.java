// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerSettings;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the OAuth client's Google Cloud project may ask. Google publishes no numbers: read them
 * under IAM &amp; Admin → Quotas in the Google Cloud console.
 *
 * @param queriesPerMinute the most report requests in any 60 seconds, retries included: 1 to
 *     10,000,000
 * @param queriesPerMinutePerChannel the most of them for one channel, null for no such limit
 * @param queriesPerDay the most report requests from midnight to midnight, Pacific time, retries
 *     and earlier runs included: 1 to 1,000,000,000
 * @param dataApiUnitsPerDay the most calls of the Data API in such a day, to list what channels
 *     have uploaded: 0 to 1,000,000,000
 */
public record Quota(
    int queriesPerMinute,
    @Nullable Integer queriesPerMinutePerChannel,
    int queriesPerDay,
    int dataApiUnitsPerDay)
    implements Serializable {
  /** 600 requests a minute and 50,000 a day: a cautious guess. */
  public static final Quota DEFAULT = new Quota(600, null, 50_000, 10_000);

  private static final int MAX_PER_MINUTE = 10_000_000;
  private static final int MAX_PER_DAY = 1_000_000_000;

  public Quota {
    check("queriesPerMinute", queriesPerMinute, MAX_PER_MINUTE);
    if (queriesPerMinutePerChannel != null) {
      check("queriesPerMinutePerChannel", queriesPerMinutePerChannel, MAX_PER_MINUTE);
    }
    check("queriesPerDay", queriesPerDay, MAX_PER_DAY);
    if (dataApiUnitsPerDay < 0 || dataApiUnitsPerDay > MAX_PER_DAY) {
      throw new IllegalArgumentException(
          "dataApiUnitsPerDay must be in 0.." + MAX_PER_DAY + ", but was " + dataApiUnitsPerDay);
    }
  }

  /** A quota with the default of the Data API. */
  public Quota(
      int queriesPerMinute, @Nullable Integer queriesPerMinutePerChannel, int queriesPerDay) {
    this(queriesPerMinute, queriesPerMinutePerChannel, queriesPerDay, DEFAULT.dataApiUnitsPerDay());
  }

  private static void check(String name, int queries, int most) {
    if (queries < 1 || queries > most) {
      throw new IllegalArgumentException(name + " must be in 1.." + most + ", but was " + queries);
    }
  }

  /** A quota of so many requests in any 60 seconds, and of the default's a day. */
  public static Quota perMinute(int queries) {
    return new Quota(queries, null, DEFAULT.queriesPerDay, DEFAULT.dataApiUnitsPerDay);
  }

  /** The same with so many requests a Pacific day. */
  public Quota perDay(int queries) {
    return new Quota(queriesPerMinute, queriesPerMinutePerChannel, queries, dataApiUnitsPerDay);
  }

  /** The same with so many requests for one channel in any 60 seconds; null for no such limit. */
  public Quota perMinutePerChannel(@Nullable Integer queries) {
    return new Quota(queriesPerMinute, queries, queriesPerDay, dataApiUnitsPerDay);
  }

  /** The same with so many calls of the Data API a Pacific day. */
  public Quota dataApiUnitsPerDay(int units) {
    return new Quota(queriesPerMinute, queriesPerMinutePerChannel, queriesPerDay, units);
  }

  /** How long so many requests take at this pace, if none has to be repeated. */
  public Duration timeFor(long requests) {
    return SchedulerSettings.spacing(queriesPerMinute).multipliedBy(requests);
  }
}
