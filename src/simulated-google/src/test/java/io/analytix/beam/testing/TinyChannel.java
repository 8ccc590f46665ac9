// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.LocalDate;
import java.util.Map;

/**
 * The channel of most observations: two videos, not monetised, and one view of a Short in the
 * requested month.
 */
final class TinyChannel {
  static final SimulatedChannel CHANNEL =
      SimulatedChannel.named("quiet")
          .monetised(false)
          .inactiveShare(1)
          .videoCount(2)
          .playlistCount(0)
          .startDay(LocalDate.of(2015, 1, 1))
          .build();

  private static final LocalDate DAY = LocalDate.of(2026, 9, 5);

  private TinyChannel() {}

  /** Sets up the observed view. */
  static void setUpIn(World world) {
    world.setTotals(CHANNEL.id(), DAY, Map.of("views", 1L));
    world.setValues(
        CHANNEL.id(),
        DAY,
        Map.of(
            "video", watched(),
            "creatorContentType", "shorts",
            "insightPlaybackLocationType", "SHORTS_FEED",
            "insightTrafficSourceType", "YT_CHANNEL",
            "deviceType", "MOBILE",
            "operatingSystem", "ANDROID",
            "liveOrOnDemand", "ON_DEMAND"));
  }

  static String watched() {
    return CHANNEL.videos().get(0);
  }

  static String unwatched() {
    return CHANNEL.videos().get(1);
  }
}
