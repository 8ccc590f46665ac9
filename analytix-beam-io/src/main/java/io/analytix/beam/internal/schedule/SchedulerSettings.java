// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a lane works.
 *
 * @param perMinute the most requests in any 60 seconds
 * @param perMinutePerChannel the most of them for one channel, null for no such limit
 * @param perDay the most requests in a Pacific day
 * @param maxInFlight the most calls without an answer at one moment, token refreshes among them
 * @param dataUnitsPerDay the most calls of the Data API in a Pacific day
 * @param batches how requests about every video are cut
 * @param checkpointInterval how long the lane takes on new shards before it pauses to let the
 *     runner commit
 */
public record SchedulerSettings(
    int perMinute,
    @Nullable Integer perMinutePerChannel,
    int perDay,
    int maxInFlight,
    int dataUnitsPerDay,
    VideoBatches batches,
    Duration checkpointInterval,
    RetryPolicy retries)
    implements Serializable {

  /** A lane without limits but that of the minute. */
  public SchedulerSettings(int perMinute, int maxInFlight, Duration stretch, RetryPolicy retries) {
    this(perMinute, null, Integer.MAX_VALUE, maxInFlight, stretch, retries);
  }

  /** A lane without limits of its own for videos. */
  public SchedulerSettings(
      int perMinute,
      @Nullable Integer perMinutePerChannel,
      int perDay,
      int maxInFlight,
      Duration stretch,
      RetryPolicy retries) {
    this(
        perMinute,
        perMinutePerChannel,
        perDay,
        maxInFlight,
        Integer.MAX_VALUE,
        VideoBatches.DEFAULT,
        stretch,
        retries);
  }

  /** How far apart requests are sent at such a quota, its safety margin included. */
  public static Duration spacing(int perMinute) {
    return Duration.ofNanos(RequestPacer.spacing(perMinute));
  }
}
