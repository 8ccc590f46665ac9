// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.ChannelPacers;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.SchedulerClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rates and daily quotas of both APIs, as this worker uses them.
 *
 * @param reportPacer the rate of report requests
 * @param dataPacer the rate of the Data API, which has a quota of its own
 * @param channelPacers the rates of single channels
 * @param requests the daily quota of report requests
 * @param dataUnits the daily quota of the Data API
 */
record Quotas(
    RequestPacer reportPacer,
    RequestPacer dataPacer,
    ChannelPacers channelPacers,
    DailyQuota requests,
    DailyQuota dataUnits) {

  /**
   * Quotas as a checkpoint leaves them.
   *
   * @param idleSince since when no other run has used the quota, null if that is not known
   */
  static Quotas of(
      SchedulerSettings settings,
      SchedulerCheckpoint checkpoint,
      @Nullable Instant idleSince,
      SchedulerClock clock) {
    return new Quotas(
        pacer(settings, checkpoint, idleSince, clock),
        pacer(settings, checkpoint, idleSince, clock),
        new ChannelPacers(settings.perMinutePerChannel(), settings.perMinute(), clock),
        DailyQuota.ofQueries(settings.perDay(), checkpoint.used(), clock),
        DailyQuota.ofUnits(settings.dataUnitsPerDay(), checkpoint.units(), clock));
  }

  private static RequestPacer pacer(
      SchedulerSettings settings,
      SchedulerCheckpoint checkpoint,
      @Nullable Instant idleSince,
      SchedulerClock clock) {
    return idleSince == null
        ? new RequestPacer(settings.perMinute(), checkpoint.notBefore(), clock)
        : RequestPacer.idleSince(idleSince, settings.perMinute(), clock);
  }

  /** A rate-limit response arrived: of the Data API, of one channel, or of the project. */
  void tooFast(String channelId, boolean listing, boolean ofChannel) {
    if (listing) {
      dataPacer.tooFast();
    } else if (ofChannel) {
      channelPacers.tooFast(channelId);
    } else {
      reportPacer.tooFast();
    }
  }
}
