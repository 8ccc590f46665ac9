// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerSettings;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The quota of the OAuth client's Google Cloud project. Google publishes no numbers: see IAM &amp;
 * Admin → Quotas in the Google Cloud console.
 *
 * @param queriesPerMinute maximum number of report requests in any 60 seconds, retries included: 1
 *     to 10,000,000
 * @param queriesPerMinutePerChannel maximum number of report requests for one channel in any 60
 *     seconds: 1 to 10,000,000; null for no such limit
 * @param queriesPerDay maximum number of report requests from midnight to midnight, Pacific time,
 *     retries and earlier runs included: 1 to 1,000,000,000
 * @param dataApiUnitsPerDay maximum number of calls of the Data API that list channels, videos and
 *     playlists in such a day, retries and earlier runs included: 0 to 1,000,000,000
 */
public record Quota(
    int queriesPerMinute,
    @Nullable Integer queriesPerMinutePerChannel,
    int queriesPerDay,
    int dataApiUnitsPerDay)
    implements Serializable {
  /**
   * 600 report requests per minute and 50,000 per day, 10,000 calls of the Data API per day. These
   * are estimates on the safe side, not Google's figures.
   */
  public static final Quota DEFAULT = new Quota(600, null, 50_000, 10_000);

  /**
   * 60 requests per minute and 20,000 per day of the YouTube Reporting API: the figures that other
   * vendors cite; Google publishes none.
   */
  public static final Quota BULK_DEFAULT = new Quota(60, null, 20_000, 0);

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

  /** Creates a quota with the default for the Data API. */
  public Quota(
      int queriesPerMinute, @Nullable Integer queriesPerMinutePerChannel, int queriesPerDay) {
    this(queriesPerMinute, queriesPerMinutePerChannel, queriesPerDay, DEFAULT.dataApiUnitsPerDay());
  }

  private static void check(String name, int queries, int max) {
    if (queries < 1 || queries > max) {
      throw new IllegalArgumentException(name + " must be in 1.." + max + ", but was " + queries);
    }
  }

  /** Returns a quota of this number of requests in any 60 seconds, with the default per day. */
  public static Quota perMinute(int queries) {
    return new Quota(queries, null, DEFAULT.queriesPerDay, DEFAULT.dataApiUnitsPerDay);
  }

  /** Returns this quota with a maximum number of requests per Pacific day. */
  public Quota perDay(int queries) {
    return new Quota(queriesPerMinute, queriesPerMinutePerChannel, queries, dataApiUnitsPerDay);
  }

  /**
   * Returns this quota with a maximum number of requests for one channel in any 60 seconds; null
   * for no such limit.
   */
  public Quota perMinutePerChannel(@Nullable Integer queries) {
    return new Quota(queriesPerMinute, queries, queriesPerDay, dataApiUnitsPerDay);
  }

  /** Returns this quota with a maximum number of calls of the Data API per Pacific day. */
  public Quota dataApiUnitsPerDay(int units) {
    return new Quota(queriesPerMinute, queriesPerMinutePerChannel, queriesPerDay, units);
  }

  /**
   * Returns the time that this number of requests takes under the quota of a minute, without
   * retries.
   */
  public Duration timeFor(long requests) {
    return SchedulerSettings.spacing(queriesPerMinute).multipliedBy(requests);
  }
}
