// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.schedule.SchedulerSettings;
import io.analytix.beam.internal.schedule.WorkerState;
import java.time.Instant;

/**
 * A pace for each channel besides the lane's: from the beginning where a limit is set, else from
 * the first rate answer that is one channel's own. Other channels go on meanwhile.
 */
public final class ChannelPacers {
  private final SchedulerSettings settings;
  private final WorkerState memory;
  private final SchedulerClock time;
  private final Instant begun;

  public ChannelPacers(SchedulerSettings settings, WorkerState memory, SchedulerClock time) {
    this.settings = settings;
    this.memory = memory;
    this.time = time;
    this.begun = memory.begun(time::now);
  }

  /** Nanoseconds until the channel's next slot, 0 if it is due. */
  public long untilNext(AuthorizedChannel channel) {
    RequestPacer pacer = isLimited() ? pacer(channel) : memory.channelPacer(id(channel));
    return pacer == null ? 0 : pacer.untilNext();
  }

  /** Uses up the channel's slot that is due. */
  public void use(AuthorizedChannel channel) {
    if (isLimited()) {
      RequestPacer.Sent unused = pacer(channel).use();
    } else {
      RequestPacer slowed = memory.channelPacer(id(channel));
      if (slowed != null) {
        RequestPacer.Sent unused = slowed.use();
      }
    }
  }

  /** The API said that the channel's own pace is too high. */
  public void tooFast(AuthorizedChannel channel) {
    pacer(channel).tooFast();
  }

  /** The API answered for the channel. */
  public void answered(AuthorizedChannel channel) {
    RequestPacer pacer = memory.channelPacer(id(channel));
    if (pacer != null) {
      pacer.answered();
    }
  }

  private boolean isLimited() {
    return settings.perMinutePerChannel() != null;
  }

  /**
   * A limited channel waits as a beginner does, counted from the lane's beginning here: an earlier
   * run may have used its slots just before.
   */
  private RequestPacer pacer(AuthorizedChannel channel) {
    Integer limit = settings.perMinutePerChannel();
    int perMinute = limit == null ? settings.perMinute() : limit;
    Instant now = time.now();
    Instant known = limit == null ? now : begun.plus(RequestPacer.beginning(perMinute));
    Instant first = known.isAfter(now) ? known : now;
    return memory.channelPacer(id(channel), () -> new RequestPacer(perMinute, first, time));
  }

  /** Whatever record it is asked with: its own and a content owner's share its pace. */
  private static String id(AuthorizedChannel channel) {
    return channel.identity().channelId();
  }
}
