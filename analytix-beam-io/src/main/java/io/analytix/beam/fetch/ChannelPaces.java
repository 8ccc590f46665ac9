// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.time.Instant;

/**
 * A pace for each channel besides the lane's: from the beginning where a limit is set, else from
 * the first rate answer that is one channel's own. Other channels go on meanwhile.
 */
final class ChannelPaces {
  private final LaneSettings settings;
  private final LaneMemory memory;
  private final LaneTime time;
  private final Instant begun;

  ChannelPaces(LaneSettings settings, LaneMemory memory, LaneTime time) {
    this.settings = settings;
    this.memory = memory;
    this.time = time;
    this.begun = memory.begun(time::now);
  }

  /** Nanoseconds until the channel's next slot, 0 if it is due. */
  long untilNext(OpenChannel channel) {
    Pacer pacer = isLimited() ? pacer(channel) : memory.channelPacer(id(channel));
    return pacer == null ? 0 : pacer.untilNext();
  }

  /** Uses up the channel's slot that is due. */
  void use(OpenChannel channel) {
    if (isLimited()) {
      Pacer.Sent unused = pacer(channel).use();
    } else {
      Pacer slowed = memory.channelPacer(id(channel));
      if (slowed != null) {
        Pacer.Sent unused = slowed.use();
      }
    }
  }

  /** The API said that the channel's own pace is too high. */
  void tooFast(OpenChannel channel) {
    pacer(channel).tooFast();
  }

  /** The API answered for the channel. */
  void answered(OpenChannel channel) {
    Pacer pacer = memory.channelPacer(id(channel));
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
  private Pacer pacer(OpenChannel channel) {
    Integer limit = settings.perMinutePerChannel();
    int perMinute = limit == null ? settings.perMinute() : limit;
    Instant now = time.now();
    Instant known = limit == null ? now : begun.plus(Pacer.beginning(perMinute));
    Instant first = known.isAfter(now) ? known : now;
    return memory.channelPacer(id(channel), () -> new Pacer(perMinute, first, time));
  }

  /** Whatever record it is asked with: its own and a content owner's share its pace. */
  private static String id(OpenChannel channel) {
    return channel.identity().channelId();
  }
}
