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
 * The limits of a run.
 *
 * @param perMinute maximum requests in any 60 seconds
 * @param perMinutePerChannel maximum for one channel in any 60 seconds, null for no limit
 * @param perDay maximum requests in a Pacific day
 * @param maxInFlight maximum calls without a response at one time, token refreshes included
 * @param dataUnitsPerDay maximum calls of the Data API in a Pacific day
 * @param batches how requests for every video are split
 * @param checkpointInterval how long new shards are claimed before a checkpoint
 */
public record SchedulerSettings(
    int perMinute,
    @Nullable Integer perMinutePerChannel,
    int perDay,
    int maxInFlight,
    int dataUnitsPerDay,
    VideoBatches batches,
    CheckpointInterval checkpointInterval,
    RetryPolicy retries)
    implements Serializable {
  /** The time from one request to the next at this rate, its safety margin included. */
  public static Duration spacing(int perMinute) {
    return Duration.ofNanos(RequestPacer.spacing(perMinute));
  }
}
