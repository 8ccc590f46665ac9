// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.pace;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pacer per channel, besides that of the project: from the start if a limit is set, else from
 * the first rate-limit response that concerns this channel alone. Other channels are not delayed.
 */
public final class ChannelPacers {
  private final @Nullable Integer limit;
  private final int perMinute;
  private final SchedulerClock clock;
  private final Instant begun;
  private final Map<String, RequestPacer> pacers = new HashMap<>();

  /**
   * Pacers that are created as needed.
   *
   * @param limit the most requests per minute for one channel, null for no limit
   * @param perMinute the project's limit, which a slowed channel starts from if {@code limit} is
   *     null
   */
  public ChannelPacers(@Nullable Integer limit, int perMinute, SchedulerClock clock) {
    this.limit = limit;
    this.perMinute = perMinute;
    this.clock = clock;
    this.begun = clock.now();
  }

  /** Nanoseconds until the channel's next slot, 0 if it is due. */
  public long untilNext(String channelId) {
    RequestPacer pacer = limit == null ? pacers.get(channelId) : pacer(channelId);
    return pacer == null ? 0 : pacer.untilNext();
  }

  /** Uses the channel's slot that is due. */
  public void use(String channelId) {
    RequestPacer pacer = limit == null ? pacers.get(channelId) : pacer(channelId);
    if (pacer != null) {
      RequestPacer.Sent unused = pacer.use();
    }
  }

  /** The API reported that the rate for this channel is too high. */
  public void tooFast(String channelId) {
    pacer(channelId).tooFast();
  }

  /** A request for the channel succeeded. */
  public void answered(String channelId) {
    RequestPacer pacer = pacers.get(channelId);
    if (pacer != null) {
      pacer.answered();
    }
  }

  /**
   * With a limit, the first slot is as late as after a start without any knowledge, counted from
   * when these pacers were made: an earlier run may have used slots just before.
   */
  private RequestPacer pacer(String channelId) {
    return pacers.computeIfAbsent(
        channelId,
        any -> {
          int rate = limit == null ? perMinute : limit;
          Instant now = clock.now();
          Instant known = limit == null ? now : begun.plus(RequestPacer.initialWait(rate));
          return new RequestPacer(rate, known.isAfter(now) ? known : now, clock);
        });
  }
}
